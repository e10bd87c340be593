import { tokenRequest } from '../../testUtils/rawClient';
import { badProof, now, proofWith, token, type OracleCase } from './OracleCase';

/** DPoP proofs and nonces. */
export const proofCases: OracleCase[] = [
  {
    title: 'no nonce',
    build: proofWith({ nonce: undefined }),
    door: '400 use_dpop_nonce',
  },
  {
    title: 'a nonce of nobody',
    build: proofWith({ nonce: 'A'.repeat(60) }),
    door: '400 use_dpop_nonce',
  },
  {
    title: 'no proof',
    build: token({ headers: { DPoP: '' } }),
    door: badProof,
  },
  {
    title: 'two proofs',
    build: async (server, { key }) => {
      const request = await tokenRequest(server, key);
      request.headers.append('DPoP', request.headers.get('DPoP')!);
      return request;
    },
    door: badProof,
  },
  {
    title: 'htm of another method',
    build: proofWith({ htm: 'GET' }),
    door: badProof,
  },
  {
    title: 'htu of another host',
    build: proofWith({ htu: 'http://evil.test/token' }),
    door: badProof,
  },
  {
    title: 'htu of another path',
    build: proofWith({ htu: 'http://gateway.test/oauth/other' }),
    door: badProof,
  },
  {
    title: 'a proof without jti',
    build: proofWith({ jti: undefined }),
    door: badProof,
  },
  {
    title: 'a proof without iat',
    build: proofWith({ iat: undefined }),
    door: badProof,
  },
  {
    title: 'an old proof',
    build: proofWith({ iat: now() - 600 }),
    door: badProof,
  },
  {
    title: 'a proof of the future',
    build: proofWith({ iat: now() + 600 }),
    door: badProof,
  },
  {
    title: 'typ JWT in the proof',
    build: token({ proof: { header: { typ: 'JWT' } } }),
    door: badProof,
  },
  {
    title: 'a proof with a private key',
    build: token({
      proof: {
        header: { jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' } },
      },
    }),
    door: badProof,
  },
  {
    title: 'a proof by another key than it shows',
    build: (server, { key, otherKey }) =>
      tokenRequest(server, key, {
        proof: { header: { jwk: otherKey.publicJwk } },
      }),
    door: badProof,
  },
];
