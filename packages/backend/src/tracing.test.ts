import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { BackendProcess } from './__testUtils__/BackendProcess';
import { eventually } from './__testUtils__/eventually';
import { signIn } from './__testUtils__/signIn';

jest.setTimeout(180_000);

const SERVER = 2;
const CLIENT = 3;
const traceId = '0af7651916cd43dd8448eb211c80319c';

type Span = {
  traceId: string;
  name: string;
  kind: number;
  attributes: Array<{ key: string; value: { stringValue?: string } }>;
};
type Export = {
  resourceSpans?: Array<{ scopeSpans: Array<{ spans: Span[] }> }>;
};

/** What an OpenTelemetry collector is sent, as JSON. */
async function startCollector() {
  const spans: Span[] = [];
  const server: Server = createServer(async (request, response) => {
    // Metrics come, too.
    const { resourceSpans = [] } = (await json(request)) as Export;
    const scopes = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
    spans.push(...scopes.flatMap(scope => scope.spans));
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    spans,
    url: `http://127.0.0.1:${port}`,
    close: () => server.close(),
  };
}

const attribute = (span: Span, name: string) =>
  span.attributes.find(({ key }) => key === name)?.value.stringValue;

describe('traces', () => {
  let directory: string;
  let backend: BackendProcess;
  let collector: Awaited<ReturnType<typeof startCollector>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tracing-'));
    collector = await startCollector();
    backend = await BackendProcess.create(join(directory, 'data'));
    await backend.start({
      NODE_OPTIONS: `--require ${resolve(__dirname, '../instrumentation.js')}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '200',
    });
  });

  afterAll(async () => {
    await backend.stop();
    collector.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('show a request to the plugin, in the trace of its caller, and the queries that it makes', async () => {
    const { token } = await signIn(backend, 'max');
    const path = '/api/api-management/gateway-apis';
    const response = await fetch(`${backend.url}${path}?search=secret-words`, {
      headers: {
        authorization: `Bearer ${token}`,
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
    });
    expect(response.status).toBe(200);

    const ofCaller = () =>
      collector.spans.filter(span => span.traceId === traceId);
    const request = await eventually(async () =>
      ofCaller().find(
        span => span.kind === SERVER && attribute(span, 'url.path') === path,
      ),
    );
    expect(request.name).toMatch(/^GET/);
    const queries = await eventually(async () => {
      const found = ofCaller().filter(
        span => span.kind === CLIENT && attribute(span, 'db.query.text'),
      );
      return found.length > 0 && found;
    });
    const texts = queries.map(span => attribute(span, 'db.query.text'));
    expect(texts.join('\n')).toMatch(/gateway_apis/);
    expect(texts.join('\n')).not.toMatch(/secret-words/);
  });
});
