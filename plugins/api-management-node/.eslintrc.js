module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedSrcSyntax: require('../../tools/lint/transactions'),
  overrides: [
    {
      // Contract suites hold tests and are exported on purpose.
      files: ['src/testUtils/*Contract.ts'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
});
