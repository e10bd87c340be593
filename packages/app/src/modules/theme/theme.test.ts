import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colors } from './colors';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');

function tokensOf(variant: string) {
  const [, block] = css.split(`[data-theme-mode='${variant}'] {`);
  const declarations = block
    .split('}')[0]
    .matchAll(/(--bui-[\w-]+): ([^;]+);/g);
  return Object.fromEntries(
    [...declarations].map(([, token, value]) => [token, value]),
  );
}

describe.each(['light', 'dark'] as const)('%s theme', variant => {
  it('says the same to Backstage UI and to Material UI', () => {
    expect(tokensOf(variant)).toMatchObject({
      '--bui-bg-app': colors[variant].ground,
      '--bui-bg-neutral-1': colors[variant].surface,
      '--bui-fg-primary': colors[variant].text,
      '--bui-border-1': colors[variant].border,
      '--bui-accent-bg': colors[variant].accent,
      '--bui-accent-bg-hover': colors[variant].accentHover,
    });
  });

  it('keeps text on the accent readable (WCAG AA)', () => {
    const tokens = tokensOf(variant);
    expect(
      contrast(tokens['--bui-accent-bg'], tokens['--bui-accent-fg']),
    ).toBeGreaterThan(4.5);
    expect(
      contrast(tokens['--bui-bg-app'], tokens['--bui-fg-secondary']),
    ).toBeGreaterThan(4.5);
  });
});

/** Contrast ratio of WCAG 2.2. */
function contrast(one: string, other: string) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string) {
  const [red, green, blue] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(value =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
