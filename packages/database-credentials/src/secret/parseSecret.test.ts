import { parseSecret } from './parseSecret';

const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:a-AbCdEf';

describe('the text of a secret', () => {
  it('has username and password, and may have more', () => {
    const text = JSON.stringify({
      username: 'admin',
      password: 'p"w',
      engine: 'mysql',
    });
    expect(parseSecret(arn, text)).toEqual({ user: 'admin', password: 'p"w' });
  });

  it.each([
    ['a password alone', 'hunter2'],
    ['nothing', undefined],
    ['null', 'null'],
    ['a list', '["hunter2"]'],
    ['no username', '{"password":"hunter2"}'],
    ['an empty password', '{"username":"hunter2","password":""}'],
    ['a number', '{"username":"hunter2","password":2}'],
  ])('of %s is refused, and not repeated', (_, text) => {
    expect(() => parseSecret(arn, text)).toThrow(
      `The secret ${arn} must be a JSON object with 'username' and 'password'`,
    );
    expect(() => parseSecret(arn, text)).not.toThrow('hunter2');
  });
});
