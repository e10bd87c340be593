module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Contract suites hold tests and are exported on purpose.
      files: ['src/testUtils/describe*.ts'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
});
