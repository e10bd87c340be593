import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The English texts of {@link apiManagementTranslationRef}. @public */
export const apiManagementMessages = {
  provider: { title: 'API Management' },
  consumer: { title: 'APIs for you' },
  state: {
    draft: 'Draft',
    published: 'Published',
    deprecated: 'Deprecated',
    retired: 'Retired',
    closed: 'Closed',
    requested: 'Waiting for approval',
    approved: 'Approved',
    rejected: 'Rejected',
    withdrawn: 'Withdrawn',
    provisioning: 'Provisioning',
    active: 'Active',
    failed: 'Failed',
    suspended: 'Suspended',
    ending: 'Ending',
    ended: 'Ended',
    issued: 'Issued',
    rotating: 'Rotating',
    used: 'Used up',
    replaced: 'Replaced',
    revoked: 'Revoked',
    expired: 'Expired',
    pending: 'Pending',
    verified: 'Verified',
    degraded: 'Degraded',
    unlinked: 'Unlinked',
    open: 'Open',
    closing: 'Being closed',
  },
  event: {
    requested: 'Requested',
    approved: 'Approved',
    approvedByRule: 'Approved by the rule of the product',
    rejected: 'Rejected',
    withdrawn: 'Withdrawn',
    provisioning: 'Provisioning',
    active: 'Active',
    failed: 'Provisioning failed',
    suspended: 'Suspended',
    ending: 'Ending',
    ended: 'Ended',
    'credential-issued': 'Credential issued',
    'credential-revealed': 'Secret shown',
    'credential-revoked': 'Credential revoked',
    'client-key-enrolled': 'Client key enrolled',
    'client-key-rotated': 'Client key rotated in',
    'client-key-revoked': 'Client key revoked',
    'application-moved': 'Application moved to another owner',
    other: 'Noted',
    bySystem: 'The system',
    byProgram: 'The consumer’s program',
  },
  region: {
    queued: 'Queued',
    running: 'Importing',
    fresh: 'Fresh',
    stale: 'Not fresh',
    unread: 'Not read yet',
  },
  linkStep: {
    describe: 'Describe the account',
    trust: 'Make the trust role',
    verify: 'Verify',
    regions: 'Choose regions',
    import: 'First sync',
  },
  batchStep: {
    rows: 'List the accounts',
    trust: 'Make the trust roles',
    verify: 'Verify and import',
  },
  linkCheck: {
    'assume-role': 'The role can be assumed with the external id',
    'external-id-required': 'It cannot be assumed without it',
    account: 'It belongs to the account',
    regions: 'Its regions can be listed',
  },
  checkOutcome: {
    passed: 'Passed',
    failed: 'Failed',
    skipped: 'Not checked',
  },
  permissionSet: {
    import: 'Import',
    provision: 'Provision',
    deploy: 'Deploy',
  },
  permissionSetDetail: {
    import:
      'Read APIs, stages, domains and tags. API keys stay out of reach. Always needed.',
    provision: 'Make the API keys and usage plans of approved subscriptions.',
    deploy: 'Run the stacks that this installation offers.',
  },
  definition: {
    complete: 'Complete',
    failed: 'Import failed',
    partial: 'Incomplete',
    breaking: 'Breaking change',
  },
  accountAction: {
    link: 'Link account',
    linkMany: 'Link many',
    continue: 'Continue linking',
    verify: 'Verify',
    verifyAgain: 'Verify again',
    sync: 'Sync now',
    edit: 'Edit',
    unlink: 'Unlink',
  },
  plan: {
    counting:
      'A call counts, for the quota and for the price alike, once it was passed on to the API, also when you do not wait for its answer. Free are calls that the gateway refuses and calls that the API fails: an answer of 5xx, one that breaks off, or none in time.',
    limits:
      'Limits hold for an application and this product together: they go on after a change of plan and after a new subscription.',
  },
  quota: {
    ofPeriod: 'Quota of this {{period}}',
    used: '{{used}} used',
    left: '{{left}} left this {{period}}',
    reset: 'Begins anew',
    usedUp: 'The quota of this {{period}} is used up',
    refused: 'Calls are refused until it begins anew, on {{at}}.',
  },
  unsaved: {
    title: 'Leave without saving?',
    consequence: 'What you changed here is lost.',
    leave: 'Leave',
    stay: 'Stay',
  },
  usage: { timeZone: 'Time zone of the charts' },
  productAction: {
    publish: 'Publish',
    unpublish: 'Back to draft',
    deprecate: 'Deprecate',
    retire: 'Retire',
    delete: 'Delete draft',
    notNow: 'Not now: {{action}}',
  },
  deprecation: {
    title: 'This product is deprecated',
    consequence:
      'Existing subscriptions go on. New subscriptions are not possible.',
    reason:
      'Your reason is told to everyone who sees the product, and to its subscribers.',
  },
  subscriptionAction: {
    approve: 'Approve',
    reject: 'Reject',
    withdraw: 'Withdraw',
    retry: 'Try again',
    suspend: 'Suspend',
    resume: 'Resume',
    end: 'End',
    repair: 'Repair',
  },
  damage: {
    title: 'Damaged',
    application: 'its application is missing',
    product: 'its product is missing',
    plan: 'its plan is missing',
    terms: 'the limits or the price of its plan cannot be read',
    state: 'its state cannot be read',
    remedy:
      'An administrator can repair it, which ends it; terms that cannot be read may also be set anew in the product.',
  },
  menu: {
    failed: 'The choices of “{{menus}}” could not be read: {{reason}}',
  },
  subscribe: {
    notPublished: 'The product is {{state}} and takes no new subscription.',
    noPlan: 'The product has no open plan.',
    damagedPlan:
      'The limits or the price of the plan cannot be read; its owner has to set them anew.',
    holdsAlready: 'It has a subscription to this product already: {{state}}.',
    notYours: 'You may look at it, but not subscribe it.',
    searchApplications: 'Search your applications',
  },
  application: {
    inUse: 'It has {{subscriptions}} and cannot be deleted.',
    deletePreview:
      'Only an application that never had a subscription can be deleted: the timeline and bills of a subscription stay, and so does the application that made them.',
  },
  decision: {
    notYours:
      'Nobody decides on a request of their own, or for a product that is not theirs.',
  },
  noPage: {
    unknownTitle: 'There is no such page',
    unknownDescription:
      'The address may be mistyped, or what it led to has moved. The tabs above lead to every list.',
    refusedTitle: 'You may not see this page',
    refusedDescription:
      'It is for those who have the permission {{permission}}. Whoever administers this installation can give it to you.',
    notEditableTitle: '{{title}} cannot be edited by you',
    notEditableDescription:
      'A product is edited by those who own it, until it is retired.',
    toProvider: 'Go to the overview',
    toConsumer: 'Go to the APIs for you',
  },
  support: { contact: 'Contact support' },
  session: {
    title: 'Your session has ended',
    comesBack: 'Sign in again: you come back to this page.',
    beside:
      'Nothing was saved. Sign in again in another window, then come back and try once more: what you typed stays here.',
    signIn: 'Sign in again',
    signInBeside: 'Sign in in another window',
  },
  error: {
    refused: 'You are not allowed to see this',
    absent: 'This does not exist, or you are not allowed to see it',
    changed: 'This changed in the meantime',
    other: 'This did not work',
  },
  form: {
    missing: 'Still missing: {{fields}}.',
    type: 'Type “{{text}}” above to go on.',
    chooseRegion: 'Choose at least one region.',
    tooManyAccounts:
      'At most {{most}} accounts can be linked at once: split the list.',
    noAccount: 'List at least one account that has no problem.',
    notPossible: 'Not possible for the reason above.',
    previewing: 'What it takes away is being looked up.',
  },
  common: {
    loading: 'Loading',
    retry: 'Retry',
    cancel: 'Cancel',
    reason: 'Reason',
    search: 'Search',
    save: 'Save',
  },
} as const;

// With this type the API report keeps the order above; the inferred one would follow the order of compilation.
/** Texts of the pages: titles, states and actions. @public */
export const apiManagementTranslationRef: ReturnType<
  typeof createTranslationRef<
    'api-management',
    typeof apiManagementMessages,
    {}
  >
> = createTranslationRef({
  id: 'api-management',
  messages: apiManagementMessages,
});
