// Loaded before the backend of these tests: the emulator lacks types that the templates have, so it is given them without.
const promises = require('node:fs/promises');

const { readFile } = promises;
const template = /infrastructure.templates.[a-z-]+[.]json$/;

promises.readFile = async (file, ...options) => {
  const content = await readFile(file, ...options);
  return template.test(String(file))
    ? require('@oaf/aws-emulator').stackForMiniStack(content)
    : content;
};
