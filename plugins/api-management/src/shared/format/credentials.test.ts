import { spellCredential } from './credentials';

describe('spellCredential', () => {
  it.each([
    ['api-key oaf_key_kT2v…', 'API key oaf_key_kT2v…'],
    ['initial-access-token oaf_iat_9Q…', 'Temporary password oaf_iat_9Q…'],
    ['Agreed with the portal team.', 'Agreed with the portal team.'],
  ])('says %s in the reader’s words', (text, words) => {
    expect(spellCredential(text)).toBe(words);
  });
});
