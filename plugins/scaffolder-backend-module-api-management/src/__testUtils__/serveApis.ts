import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

const api = (apiId: string, stage: string) => ({
  id: `${apiId}-${stage}`,
  apiId,
  stage,
  title: 'Loans',
  entityRef: 'api:default/loans',
});

/** An api-management backend that imports a region, and has products, over HTTP. */
export class ImportingPortal {
  readonly calls: string[] = [];
  readonly bodies: any[] = [];
  readonly products: any[] = [];
  /** How often the import is still going on when somebody looks. */
  looks = 3;
  problem: string | undefined;
  regions = ['eu-west-1'];
  apis = [api('abc', 'v1'), api('def', 'v1'), api('def', 'v2')];
  #server: Server | undefined;

  async open(): Promise<string> {
    const app = express().use(express.json());
    app.use((req, _, next) => {
      this.calls.push(`${req.method} ${req.url}`);
      next();
    });
    app.post('/account-links/:id/sync', (_, res) => {
      res.status(202).json(this.#link());
    });
    app.patch('/account-links/:id', ({ body }, res) => {
      this.bodies.push(body);
      this.regions = body.regions;
      res.json(this.#link());
    });
    app.get('/account-links/:id', (_, res) => void res.json(this.#link()));
    app.get('/gateway-apis', ({ query: { offset } }, res) => {
      // A page has one.
      const items = this.apis.slice(Number(offset), Number(offset) + 1);
      res.json({ items, totalItems: this.apis.length });
    });
    app.get('/products', (_, res) => {
      res.json({ items: this.products, totalItems: this.products.length });
    });
    app.post('/products', ({ body }, res) => {
      this.bodies.push(body);
      this.products.push({ id: 'product-1', ...body, state: 'draft' });
      res.status(201).json(this.products.at(-1));
    });
    this.#server = app.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close() {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  #link() {
    this.looks -= 1;
    const isOver = this.looks < 0;
    const region = isOver
      ? { error: this.problem }
      : { error: 'of the import before', import: { state: 'queued' } };
    return {
      alias: 'Payments',
      version: 7,
      regions: this.regions.map(name => ({ region: name, ...region })),
    };
  }
}
