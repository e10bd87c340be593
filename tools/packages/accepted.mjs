/**
 * What publint and Are The Types Wrong remark and we leave as it is, each with its reason. `in` is a pattern of the
 * packages it may be remarked on; anything else is a failure, and so is an entry that nothing is remarked for.
 */
export const accepted = [
  {
    kinds: [
      'EXPORTS_TYPES_SHOULD_BE_FIRST',
      'TYPES_NOT_EXPORTED',
      'FallbackCondition',
    ],
    in: /api-management(-node|-backend-module-\w+)?$|access$|infrastructure$/,
    why: "Backstage's CLI writes the conditions in this order into all packages, its own too; the declarations stand beside the code under the same name, where TypeScript finds them.",
  },
  {
    kinds: ['EXPORTS_VALUE_INVALID'],
    in: /api-management(-backend-module-\w+)?$/,
    why: 'The condition `backstage` names the kind of feature an export is, for discovery by the app; nothing resolves it as a path.',
  },
  {
    kinds: ['FILE_INVALID_FORMAT', 'UnexpectedModuleSyntax'],
    in: /api-management(-common)?$|contract$|rating$/,
    why: "`.esm.js` is what Backstage's CLI makes for bundlers, which read it by its content; Node is given the CommonJS beside it, and pages are for bundlers only.",
  },
  {
    kinds: ['HAS_MODULE_BUT_NO_EXPORTS'],
    in: /api-management-common$|contract$|rating$/,
    why: '`module` is for bundlers; Node takes `main`, so it never meets both.',
  },
  {
    kinds: ['CJS_WITH_ESMODULE_DEFAULT_EXPORT', 'CJSOnlyExportsDefault'],
    in: /-backend(-module-[\w-]+)?$|database-credentials$|sandbox$/,
    why: 'A backend feature is the default export, and `backend.add(import(…))` unwraps it in both forms.',
  },
  {
    kinds: ['USE_TYPE'],
    in: /./,
    why: 'Without `type` a package is CommonJS, as all of Backstage is; the CLI builds by it.',
  },
];

/** Whether a remark is left as it is. */
export function isAccepted({ kind }, packageName, entries = accepted) {
  return entries.some(
    ({ kinds, in: packages }) =>
      kinds.includes(kind) && packages.test(packageName),
  );
}
