import { FindAccount } from 'oidc-provider';
import { findPersona, Persona } from '../personas';

/** Looks a persona up by its subject. */
export const findAccount: FindAccount = async (_ctx, id) => {
  const persona = findPersona(id);
  return persona && { accountId: id, claims: async () => claimsOf(persona) };
};

function claimsOf(persona: Persona) {
  return {
    sub: persona.id,
    name: persona.name,
    preferred_username: persona.id,
    email: persona.email,
    email_verified: true,
    groups: [...persona.groups],
  };
}
