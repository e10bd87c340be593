import { readOperations } from './readOperations';
import { sampleApis } from './sampleApis';
import { startUpstreams } from './startUpstreams';

describe.each(sampleApis)('document of %s', api => {
  it('has an operation to read without any parameter', async () => {
    const operations = await readOperations(api);
    const plain = operations.filter(
      ({ method, path }) => method === 'get' && !path.includes('{'),
    );
    expect(plain.length).toBeGreaterThan(0);
  });

  it('gives every operation a name, a summary and a body example that the server accepts', async () => {
    const upstreams = await startUpstreams({
      host: '127.0.0.1',
      port: 0,
      configKey: 'sandbox.upstreams.port',
    });
    try {
      for (const operation of await readOperations(api)) {
        expect(operation.iid).toBeTruthy();
        expect(operation.summary).toBeTruthy();
        const answer = await fetch(
          `http://127.0.0.1:${upstreams.port}${fillPath(operation)}`,
          exampleRequest(operation),
        );
        expect([200, 201]).toContain(answer.status);
        expect(answer.headers.get('sl-violations')).toBeNull();
      }
    } finally {
      await upstreams.close();
    }
  });
});

type Operation = Awaited<ReturnType<typeof readOperations>>[number];
type Parameter = { name: string; examples?: unknown[] };

function fillPath({ path, request }: Operation) {
  return path.replace(/\{(\w+)\}/g, (_, name) =>
    exampleOf(request?.path?.find(parameter => parameter.name === name)),
  );
}

function exampleRequest({ method, request }: Operation): RequestInit {
  const headers = (request?.headers ?? []).map(
    parameter => [parameter.name, exampleOf(parameter)] as [string, string],
  );
  const content = request?.body?.contents?.[0];
  return {
    method: method.toUpperCase(),
    headers: [...headers, ['content-type', 'application/json']],
    body: content && JSON.stringify(valueOf(content.examples![0])),
  };
}

function exampleOf(parameter: Parameter | undefined) {
  return String(valueOf(parameter!.examples![0]));
}

function valueOf(example: unknown) {
  return (example as { value: unknown }).value;
}
