import { X509Certificate } from 'node:crypto';
import type { JWK } from 'jose';
import { certificateThumbprint } from './connection';
import { verifyProof } from './dpop/verifyProof';
import { sha256 } from './hash';
import { decodeJws } from './jws/decodeJws';
import { importKey } from './jws/importKey';
import { thumbprint } from './jws/thumbprint';
import { isSignedBy } from './jws/verifyJws';

const join = (...parts: string[]) => parts.join('');

describe('RFC 7515', () => {
  const key = importKey(
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    },
    'ES256',
  );
  const jws = join(
    'eyJhbGciOiJFUzI1NiJ9.',
    'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
    '.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
  );

  it('A.3: the example with ES256 verifies', () => {
    const decoded = decodeJws(jws);
    expect(decoded.payload).toMatchObject({ iss: 'joe', exp: 1300819380 });
    expect(isSignedBy(decoded, key)).toBe(true);
  });

  it('A.3: and does not when one bit of it is another', () => {
    const changed = `${jws.slice(0, -3)}${jws.at(-3) === 'A' ? 'B' : 'A'}1Q`;
    expect(isSignedBy(decodeJws(changed), key)).toBe(false);
  });

  it('A.1 and A.5: the examples with HS256 and none do not verify', () => {
    const [, payload] = jws.split('.');
    for (const header of [
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9',
      'eyJhbGciOiJub25lIn0',
    ]) {
      const text = `${header}.${payload}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`;
      expect(isSignedBy(decodeJws(text), key)).toBe(false);
    }
    expect(() => decodeJws(`eyJhbGciOiJub25lIn0.${payload}.`)).toThrow(
      SyntaxError,
    );
  });
});

describe('RFC 7638', () => {
  it('3.1: the example key has its thumbprint', () => {
    const key = {
      kty: 'RSA',
      n: join(
        '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs',
        'tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5h',
        'ajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      ),
      e: 'AQAB',
      alg: 'RS256',
      kid: '2011-04-29',
    };
    expect(thumbprint(key)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });
});

describe('RFC 8037', () => {
  const key: JWK = {
    kty: 'OKP',
    crv: 'Ed25519',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  };

  it('A.3: the example key has its thumbprint', () => {
    expect(thumbprint(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('A.5: its signature is by the key, and its payload is no claims set', () => {
    const jws = join(
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.',
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    );
    const [header, payload, signature] = jws.split('.');
    const unverified = {
      header: { alg: 'EdDSA' },
      payload: {},
      signingInput: `${header}.${payload}`,
      signature: Buffer.from(signature, 'base64url'),
    };
    expect(isSignedBy(unverified, importKey(key, 'EdDSA'))).toBe(true);
    expect(() => decodeJws(jws)).toThrow(SyntaxError);
  });
});

describe('RFC 9449', () => {
  const jwk = {
    kty: 'EC',
    x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
    y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
    crv: 'P-256',
  };
  const accessToken = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';
  const proof = join(
    'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19',
    '.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9',
    '.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA',
  );
  const target = {
    method: 'GET',
    url: 'https://resource.example.org/protectedresource',
    tokenHash: sha256(accessToken),
    now: 1562262618,
  };
  const headers = { get: () => proof };

  it('6.1: the key has the thumbprint of figure 9', () => {
    expect(thumbprint(jwk)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
  });

  it('7.1: the access token has the hash of figure 14', () => {
    expect(sha256(accessToken)).toBe(
      'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
    );
  });

  it('7.1: the proof of figure 13 verifies for its request', () => {
    expect(verifyProof(headers, target)).toMatchObject({
      thumbprint: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
      jti: 'e1j3V_bKic8-LAEB',
    });
  });

  it.each([
    ['method', { method: 'POST' }],
    ['URL', { url: 'https://resource.example.org/other' }],
    ['access token', { tokenHash: sha256('other') }],
    ['minute', { now: target.now + 61 }],
  ])('7.1: and does not for another %s', (_title, changes) => {
    expect(() => verifyProof(headers, { ...target, ...changes })).toThrow(
      expect.objectContaining({ code: 'invalid_dpop_proof' }),
    );
  });
});

describe('RFC 8705', () => {
  it('A: the example certificate has the x5t#S256 of figure 5', () => {
    const { raw } = new X509Certificate(
      Buffer.from(
        join(
          'MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAx',
          'ODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqG',
          'SM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ',
          '/Au08/coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwID',
          'SQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOV',
          'bUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=',
        ),
        'base64',
      ),
    );
    expect(certificateThumbprint({ der: raw })).toBe(
      'A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0',
    );
  });
});
