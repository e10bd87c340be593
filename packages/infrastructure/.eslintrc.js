module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
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
