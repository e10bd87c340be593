import {
  createAuthority,
  issueCertificate,
  issueCrl,
  type TestAuthority,
} from '../__testUtils__/certificates';
import { createRevocationLists } from './createRevocationLists';

describe('createRevocationLists', () => {
  let authority: TestAuthority;
  let other: TestAuthority;
  let good: { der: Uint8Array };
  let revoked: { der: Uint8Array };

  beforeAll(async () => {
    authority = await createAuthority('Test CA');
    other = await createAuthority('Other CA');
    good = await issueCertificate(authority, '00ab01');
    revoked = await issueCertificate(authority, '00ab02');
  });

  async function setUp(
    crl: Uint8Array | (() => Promise<Uint8Array>),
    clock: () => number = Date.now,
  ) {
    const state = { reads: 0, crl };
    const certificate = new Uint8Array(authority.certificate.rawData);
    const readCrl = async () => {
      state.reads += 1;
      return typeof state.crl === 'function' ? state.crl() : state.crl;
    };
    const authorities = [{ certificate, readCrl }];
    return { state, lists: createRevocationLists({ authorities, clock }) };
  }

  it('tells the revoked from the good', async () => {
    const { lists, state } = await setUp(await issueCrl(authority, ['ab02']));
    await expect(lists.has(good)).resolves.toBe(false);
    await expect(lists.has(revoked)).resolves.toBe(true);
    expect(state.reads).toBe(1);
  });

  it('knows of none when the list is empty', async () => {
    const { lists } = await setUp(await issueCrl(authority, []));
    await expect(lists.has(revoked)).resolves.toBe(false);
  });

  it('reads the list again after an hour', async () => {
    let now = Date.now();
    const day = now + 24 * 60 * 60 * 1000;
    const { lists, state } = await setUp(
      await issueCrl(authority, [], day),
      () => now,
    );
    await expect(lists.has(revoked)).resolves.toBe(false);
    state.crl = await issueCrl(authority, ['ab02'], day);
    await expect(lists.has(revoked)).resolves.toBe(false);
    now += 60 * 60 * 1000;
    await expect(lists.has(revoked)).resolves.toBe(true);
  });

  it('rejects when the list is past its next update', async () => {
    const { lists } = await setUp(
      await issueCrl(authority, [], Date.now() - 1000),
    );
    await expect(lists.has(good)).rejects.toMatchObject({
      name: 'RevocationUnknownError',
      message: expect.stringMatching(/not valid now/),
    });
  });

  it('rejects when the list is by another key', async () => {
    const forged = { ...other, name: authority.name };
    const { lists } = await setUp(await issueCrl(forged, []));
    await expect(lists.has(good)).rejects.toThrow(/another key signed/);
  });

  it('rejects when there is no list, and asks again with the next call', async () => {
    const { lists, state } = await setUp(async () => {
      throw new Error('no such object');
    });
    await expect(lists.has(good)).rejects.toThrow('no such object');
    state.crl = await issueCrl(authority, []);
    await expect(lists.has(good)).resolves.toBe(false);
  });

  it('rejects what is no list', async () => {
    const { lists } = await setUp(Buffer.from('<html>'));
    await expect(lists.has(good)).rejects.toThrow(/is not a CRL/);
  });

  it('rejects a certificate of an authority it does not know', async () => {
    const { lists } = await setUp(await issueCrl(authority, []));
    const foreign = await issueCertificate(other, '01');
    await expect(lists.has(foreign)).rejects.toThrow(/not configured/);
    const forged = await issueCertificate(
      { ...other, name: authority.name },
      '01',
    );
    await expect(lists.has(forged)).rejects.toThrow(/not configured/);
  });
});
