module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // Made of other packages, in one line each.
  ignorePatterns: ['archives'],
  // A construct is part of its scope by being made.
  rules: { 'no-new': 'off' },
  overrides: [
    {
      files: ['**/*.test.ts'],
      rules: {
        'jest/expect-expect': [
          'warn',
          { assertFunctionNames: ['expect', 'template.*'] },
        ],
      },
    },
  ],
});
