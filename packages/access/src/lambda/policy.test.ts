import { PolicyTooLargeError, resourcesOfRules } from './policy';

const methodArn =
  'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod/GET/accounts';
const rule = (pathPattern: string, methods = ['GET']) => ({
  scope: 'read',
  methods,
  pathPattern,
});

describe('resourcesOfRules', () => {
  it('names each method and path once', () => {
    const rules = [rule('/*', ['GET', 'HEAD']), rule('/*'), rule('/a/b')];
    const stage = methodArn.replace('/GET/accounts', '');
    expect(resourcesOfRules(methodArn, rules)).toEqual([
      `${stage}/GET/*`,
      `${stage}/HEAD/*`,
      `${stage}/GET/a/b`,
    ]);
  });

  it('refuses a resource that is longer than API Gateway takes', () => {
    const rules = [rule(`/${'a'.repeat(512)}`)];
    expect(() => resourcesOfRules(methodArn, rules)).toThrow(
      PolicyTooLargeError,
    );
  });
});
