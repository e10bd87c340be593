import { DOCUMENT_COUNT, documentSize } from './documentSizes';
import { generateDocument } from './generateDocument';

it('draws documents of 5 to 250 KiB, half of them below 12 KiB', () => {
  const sizes = Array.from({ length: DOCUMENT_COUNT }, (_, index) =>
    documentSize((index + 0.5) / DOCUMENT_COUNT),
  );
  const mean = sizes.reduce((total, size) => total + size) / sizes.length;
  expect(sizes[0]).toBe(5 * 1024);
  expect(sizes.at(-1)).toBe(250 * 1024);
  expect(sizes.filter(size => size < 12 * 1024)).toHaveLength(
    DOCUMENT_COUNT / 2,
  );
  expect(mean / 1024).toBeCloseTo(19.4, 0);
});

it.each([6_000, 20_000, 200_000])('makes a document of %i bytes', bytes => {
  const text = generateDocument(bytes, { integrations: false });
  expect(Math.abs(text.length - bytes)).toBeLessThan(1000);
  expect(() => JSON.parse(`{${text}}`)).not.toThrow();
});
