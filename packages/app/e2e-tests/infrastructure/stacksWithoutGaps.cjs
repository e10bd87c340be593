// Loaded before the backend of these tests: the emulator lacks types that the templates have, so it is given them without,
// and its functions find it.
const promises = require('node:fs/promises');

const { readFile } = promises;
const template = /infrastructure.templates.[a-z-]+[.]json$/;
const authorizer = /infrastructure.archives.authorizer[.]zip$/;
const emulator = () => require('@oaf/aws-emulator');

const variables = {
  AWS_ENDPOINT_URL: process.env.OAF_CONTROL_PLANE_URL,
  // The authorizer reads the keys of the issuer over TLS.
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
};

promises.readFile = async (file, ...options) => {
  const content = await readFile(file, ...options);
  if (template.test(String(file))) {
    return emulator().stackForMiniStack(content, variables);
  }
  return authorizer.test(String(file))
    ? Buffer.from(emulator().authorizerForMiniStack(content))
    : content;
};
