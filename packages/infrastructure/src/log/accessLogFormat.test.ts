import { accessLogRecordSchema } from '@oaf/contract';
import { accessLogFormat } from './accessLogFormat';

describe('accessLogFormat', () => {
  const format = accessLogFormat();

  it('is one line, as Firehose separates records by nothing else', () => {
    expect(format.indexOf('\n')).toBe(format.length - 1);
  });

  it('has every column of the contract, and the type of a refusal', () => {
    expect(Object.keys(JSON.parse(format)).sort()).toEqual(
      [...Object.keys(accessLogRecordSchema.shape), 'responseType'].sort(),
    );
  });

  it('knows calls by the id that a client cannot choose', () => {
    expect(format).toContain('$context.extendedRequestId');
    expect(format).not.toContain('$context.requestId');
  });

  it('has no secret', () => {
    expect(format).not.toContain('$context.identity.apiKey"');
    expect(format).not.toMatch(/authorization|queryString/i);
  });
});
