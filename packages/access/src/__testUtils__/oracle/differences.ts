/** Where oidc-provider answers otherwise than the door, by the title of the case; and why the door's answer is right. */
export const differences: Partial<
  Record<string, { oracle: string; why: string }>
> = {
  'a scope beyond the grant': {
    oracle: '200 DPoP',
    why: 'RFC 6749 3.3 lets a server narrow the scope or refuse it; a scope that went away in silence shows only when the API answers 403',
  },
  'no assertion': {
    oracle: '400 invalid_request',
    why: 'RFC 6749 5.2 names the case: invalid_client when no client authentication is included',
  },
  'another assertion type': {
    oracle: '400 invalid_request',
    why: 'RFC 7521 4.2.1: a client that fails to authenticate by assertion gets invalid_client',
  },
  'no proof': {
    oracle: '400 invalid_grant',
    why: 'RFC 9449 5 defines invalid_dpop_proof; invalid_grant sends the reader to a grant that this flow does not have',
  },
  'an old proof': {
    oracle: '200 DPoP',
    why: 'oidc-provider takes the time from the nonce (RFC 9449 4.3 item 11 b); the door asks for a right iat as well, since a nonce lives for 300 s and a proof shall not',
  },
  'a proof of the future': {
    oracle: '200 DPoP',
    why: 'as with an old proof: a nonce does not excuse a wrong iat, and the API behind the door has nothing but iat to judge by',
  },
  'a proof that was used before, with a new assertion': {
    oracle: '400 invalid_grant',
    why: 'RFC 9449 5 and 11.1: what is wrong is the proof, so invalid_dpop_proof',
  },
  'an assertion without iat': {
    oracle: '200 DPoP',
    why: 'RFC 7523 leaves iat to the server; the door needs it to bound the life of an assertion and to tell a wrong clock by how much it is off',
  },
  'an assertion of one hour': {
    oracle: '200 DPoP',
    why: 'RFC 7523 3 lets a server refuse an exp unreasonably far away; a jti must be remembered as long as an assertion lives',
  },
  'an assertion that is no JWT': {
    oracle: '400 invalid_request',
    why: 'RFC 7521 4.2.1: an assertion that is not valid gets invalid_client',
  },
  'a client_id that is not of the assertion': {
    oracle: '400 invalid_request',
    why: 'RFC 7521 4.2: client_id must be the client of the assertion; as authentication fails, invalid_client (4.2.1)',
  },
  'a client secret as well': {
    oracle: '200 DPoP',
    why: 'RFC 6749 2.3: a client must not use more than one authentication method in a request',
  },
  'revocation without an assertion': {
    oracle: '400 invalid_request',
    why: 'RFC 7009 2.1 authenticates as the token endpoint does, and RFC 6749 5.2 answers invalid_client when no client authentication is included',
  },
};
