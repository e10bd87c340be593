import { retryAfterMs, toAwsFault } from './AwsFault';

describe('toAwsFault', () => {
  it.each([
    [{ 'x-amzn-errortype': 'NotFoundException' }, {}],
    [{ 'x-amzn-errortype': 'NotFoundException:http://internal/' }, {}],
    [{}, { __type: 'com.amazonaws.apigateway#NotFoundException' }],
    [{}, { code: 'NotFoundException' }],
  ])('finds the code in %j %j', (headers, body) => {
    const text = JSON.stringify({ ...body, message: 'No such API' });
    expect(toAwsFault({ status: 404, headers, text }, 0)).toMatchObject({
      code: 'NotFoundException',
      message: 'No such API',
      status: 404,
    });
  });

  it('takes the status for a code when there is none', () => {
    const answer = { status: 502, headers: {}, text: '<html>' };
    expect(toAwsFault(answer, 0)).toMatchObject({
      code: 'HTTP 502',
      message: '<html>',
    });
  });
});

describe('retryAfterMs', () => {
  it.each([
    ['2', 2000],
    ['Thu, 01 Jan 1970 00:00:05 GMT', 4000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('of %s is %s', (text, expected) => {
    expect(retryAfterMs(text, 1000)).toBe(expected);
  });
});
