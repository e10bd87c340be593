import { accessLogRecordSchema } from '@oaf/contract';
import { accessLogFormat, httpApiLogFormat } from './accessLogFormat';

describe('accessLogFormat', () => {
  const format = accessLogFormat();

  it('is one line, as Firehose separates records by nothing else', () => {
    expect(format.indexOf('\n')).toBe(format.length - 1);
  });

  it('has every column of the contract, and the type of a refusal', () => {
    expect(Object.keys(JSON.parse(format)).sort()).toEqual(
      [
        ...Object.keys(accessLogRecordSchema.shape).map(name =>
          name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
        ),
        'response_type',
      ].sort(),
    );
  });

  it('knows calls by the id that a client cannot choose', () => {
    expect(format).toContain('$context.extendedRequestId');
    expect(format).not.toContain('$context.requestId');
  });

  it('fits a stage of an HTTP API, in the longest Region, without what its folders say', () => {
    const fields = JSON.parse(httpApiLogFormat());
    const text = JSON.stringify(fields).replace(
      /[$][{]Token[^}]*[}]/g,
      'ap-southeast-1',
    );
    expect(text.length).toBeLessThanOrEqual(1024);
    expect(JSON.parse(format)).toMatchObject(fields);
    expect(Object.keys(JSON.parse(format)).length).toBe(
      Object.keys(fields).length + 3,
    );
  });

  it('has no secret', () => {
    expect(format).not.toContain('$context.identity.apiKey"');
    expect(format).not.toMatch(/authorization|queryString/i);
  });
});
