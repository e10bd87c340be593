import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Deployment,
  DeploymentEvent,
  DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';
import express from 'express';

const at = '2026-03-14T09:26:53Z';

export const deployment = (fields: Partial<Deployment> = {}): Deployment => ({
  id: 'deployment-1',
  action: 'deploy',
  accountLinkId: 'link-1',
  accountAlias: 'Payments',
  accountId: '210987654321',
  region: 'eu-central-1',
  stackName: 'oaf-gateway',
  template: 'gateway',
  templateHash: 'abc',
  parameters: { Firewall: 'yes' },
  state: 'queued',
  deleteKept: false,
  changed: true,
  progress: { done: 0, total: 2 },
  steps: [],
  outputs: {},
  startedBy: 'user:default/ada',
  startedAt: at,
  updatedAt: at,
  ...fields,
});

const event = (position: number, status: string): DeploymentEvent => ({
  position,
  at,
  resource: 'Table',
  type: 'AWS::DynamoDB::Table',
  status,
  kind: 'done',
});

/** How the deployment goes on each time somebody looks, but for its confirmation. */
export type Course = Array<Partial<Deployment>>;

/** An api-management backend that has one deployment, over HTTP. */
export class ScriptedPortal {
  readonly calls: string[] = [];
  readonly tokens = new Set<string>();
  /** What was asked for last. */
  input: DeploymentInput | undefined;
  /** Statuses that the next requests are answered with. */
  readonly faults: number[] = [];
  current: Deployment | undefined;
  #course: Course;
  #server: Server | undefined;

  constructor(course: Course) {
    this.#course = [...course];
  }

  async open(): Promise<string> {
    const app = express();
    app.use(express.json());
    app.use((req, res, next) => {
      this.calls.push(`${req.method} ${req.path}`);
      this.tokens.add(req.headers.authorization ?? '');
      const fault = this.faults.shift();
      return fault ? refuse(res, fault, 'Out of order') : next();
    });
    this.#addRoutes(app);
    this.#server = app.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close() {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  #addRoutes(app: express.Express) {
    const one = '/infrastructure/deployments/:id';
    app.post('/infrastructure/deployments', (req, res) => {
      if (this.current) {
        return refuse(res, 409, 'oaf-gateway is being deployed already');
      }
      this.input = req.body;
      this.current = deployment(req.body);
      return res.status(201).json(this.current);
    });
    app.get('/infrastructure/deployments', (_, res) => {
      const items = this.current ? [this.current] : [];
      res.json({ items, totalItems: items.length });
    });
    app.get(one, (_, res) => {
      if (this.current?.state !== 'awaiting-confirmation') {
        Object.assign(this.current!, this.#course.shift());
      }
      res.json(this.current);
    });
    app.get(`${one}/changes`, (_, res) =>
      res.json({
        items: [
          {
            action: 'replace',
            resource: 'Table',
            type: 'AWS::DynamoDB::Table',
            mayReplace: false,
            properties: [],
          },
        ],
        totalItems: 3,
      }),
    );
    app.get(`${one}/events`, (req, res) => {
      const after = Number(req.query.after);
      res.json({
        items: [event(after + 1, `STATUS_${after + 1}`)].slice(
          after > 2 ? 1 : 0,
        ),
        cursor: Math.min(after + 1, 3),
        more: after < 2,
      });
    });
    app.post(`${one}/confirm`, (_, res) => {
      Object.assign(this.current!, this.#course.shift());
      res.json(this.current);
    });
    app.post(`${one}/cancel`, (_, res) => {
      Object.assign(this.current!, { state: 'cancelling' });
      res.json(this.current);
    });
  }
}

function refuse(res: express.Response, statusCode: number, message: string) {
  const name = statusCode === 409 ? 'ConflictError' : 'Error';
  return res
    .status(statusCode)
    .json({ error: { name, message }, response: { statusCode } });
}
