import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { costParts } from '@oaf/backstage-plugin-api-management-common';

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
    overlapping: 'Both plans work',
    finished: 'Finished',
    stopped: 'Stopped',
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
    queued: 'Queued',
    uploading: 'Uploading',
    previewing: 'Finding out what changes',
    'awaiting-confirmation': 'Waiting for confirmation',
    executing: 'Under way',
    'deleting-kept': 'Deleting what was kept',
    cancelling: 'Being cancelled',
    succeeded: 'Succeeded',
    cancelled: 'Cancelled',
    absent: 'Not offered',
    applying: 'Being changed',
    'rolling-back': 'Going back',
    withdrawing: 'Being withdrawn',
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
    'credential-changed': 'Credential changed',
    'access-recovered': 'Access recovered after a lost private key',
    'plan-change-requested': 'Another plan requested',
    'plan-change-approved': 'Plan change approved: keys of both plans work',
    'plan-change-rejected': 'Plan change rejected',
    'plan-change-withdrawn': 'Plan change withdrawn',
    'plan-change-finished': 'Plan change finished',
    'plan-change-stopped': 'Plan change stopped by the end',
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
    allowed: 'Permission sets of the role: {{sets}}.',
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
      'Limits hold for an application and this product together: they go on after a new subscription. After a change of plan, each plan counts its own calls.',
  },
  invoice: {
    title: 'Invoices',
    about:
      'What is final: it has a number and never changes. Months and days are in UTC; what is counted after a bill was closed is an adjustment on the next invoice.',
    none: 'No invoice yet',
    noneAbout: 'A month becomes final a few days after its end.',
    invoice: 'Invoice {{number}}',
    creditNote: 'Credit note {{number}}',
    from: 'From',
    to: 'To',
    month: 'Month',
    issued: 'Issued',
    reason: 'Reason',
    line: 'Line',
    quantity: 'Quantity',
    amount: 'Amount',
    total: 'Total',
    howCounted: 'How this was counted',
    copyQuery: 'Copy the query',
    result: 'Result as CSV',
    download: 'Download as {{format}}',
    credit: 'Give back',
    creditTitle: 'Give back invoice {{number}}',
    creditAbout:
      'A credit note with a number of its own gives the chosen lines back. The invoice stays as it is.',
    lines: 'Lines to give back',
    noLines: 'No line is chosen',
  },
  estimate: {
    title: 'Price preview',
    calls: 'Calls per month',
    roughly: 'Calls per month, roughly',
    wholeMonth: 'Estimate per month',
    basis:
      'Calls that the gateway refuses and calls that fail (5xx) are free. The bill is calculated in the same way, by months and days in UTC.',
    firstMonth: '{{month}}, if it begins today',
    firstBill: '{{title}} in {{month}}',
    firstMonthBasis:
      'As if the calls came evenly, day by day. A plan that begins on a later day is billed from that day on.',
  },
  price: {
    add: 'Add to the price',
    part: 'Part {{place}} of the price: {{title}}',
    remove: 'Remove {{title}}',
    optional: 'Optional',
    addStep: 'Add step',
    removeStep: 'Remove the step from call {{from}}',
    step: 'From call {{from}}',
    lastStep: 'From call {{from}}, without end',
    upTo: 'Up to and with call',
    perCall: 'Amount per call',
    stepFee: 'Fee of the step',
    inUse:
      'Subscriptions rely on this plan, so its limits, its KMS keys and how old keys become stay; add another plan for others. A changed price becomes a new version (this is version {{version}}): who has subscribed keeps the price that was agreed.',
    kind: {
      flat: 'A fee for each month, whatever is called. In advance: with the bill of the month before.',
      'per-unit': 'Each billable call.',
      'one-time': 'Charged in the month in which the plan begins.',
      package: 'Each package that is begun counts in full.',
      graduated:
        'Each call has the amount of the step that it is in; a fee of a step is due with its first call.',
      volume:
        'All calls of the month have the amount of the step that their number reaches.',
      'free-units': 'The first calls of each month are free.',
      trial:
        'From the beginning of a subscription neither calls nor fees are charged for so many days.',
      minimum: 'Charged where fees and calls of a month come to less.',
      'percent-discount': 'Of everything else but taxes.',
      'amount-discount': 'Each month, never more than there is to pay.',
      tax: 'On what is to pay after discounts; a line of its own.',
    },
  },
  accountQuota: {
    title: 'Quotas',
    description:
      'What Amazon API Gateway lets the account have in each Region, whoever made it. Counted when a gateway is compared; API keys without any tag are not seen.',
    none: 'Nothing was counted yet',
    noneDetail:
      'API keys and usage plans are counted when a gateway that has them here is compared, under Drift.',
    resource: { 'api-keys': 'API keys', 'usage-plans': 'Usage plans' },
    used: '{{used}} of {{most}}',
    counted: 'Counted',
    nearly: 'Nearly full',
    full: 'Full',
    wayOut: {
      'api-keys':
        'No further API key is made. AWS does not raise this quota: end subscriptions and revoke API keys that nobody needs, or offer products at a gateway in another account or Region.',
      'usage-plans':
        'No further usage plan is made. End the subscriptions of plans that nobody needs, or have AWS raise the quota (Service Quotas) and tell it in apiManagement.aws.raisedQuotas.',
    },
  },
  planCredentials: {
    days: 'Days for which keys live at most',
    daysExplained:
      'API keys and client keys of subscriptions are refused when they are older, and have to be replaced before. Empty: as long as the installation allows.',
    label: 'Keys live at most',
    short: 'keys of {{age}} at most',
  },
  dedicatedKey: {
    choose: 'A KMS key for each subscription',
    explained:
      'Key pairs that the gateway makes for a subscription are made under a key of AWS KMS that no other subscription has. AWS asks {{key}} for each such key and month, and {{pairs}} for 10,000 key pairs. Only gateways on AWS can offer it.',
    label: 'KMS key',
    own: 'One for each subscription',
    shared: 'The gateway’s',
    short: 'a KMS key for each subscription',
  },
  quota: {
    hard: 'Hard quota: not one call more',
    hardExplained:
      'Amazon API Gateway counts as well as it can, and may let some calls too many pass. With a hard quota each call is counted before it is passed on, and is refused when it cannot be: that costs a write to DynamoDB for each call.',
    hardForConsumers:
      'The quota is hard: not one call more is passed on. At a gateway on AWS every call that is let in counts, also one that the API fails.',
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
  usage: {
    timeZone: 'Time zone of the charts',
    breakdown: 'In detail',
    search: 'Search usage',
    groupBy: 'Group by',
    by: 'By {{what}}',
    download: 'Download CSV',
    none: 'No calls in this time',
    noneDetail: 'Choose a longer range of time.',
    noOperation: 'No operation of the API’s definition',
    errors: 'Where the errors are',
    errorsDetail: 'Operations with most calls that were refused or failed.',
    noErrors: 'No errors in this time',
    errorCount: 'Errors',
    errorShare: 'Of its calls',
    product: 'Product',
    allProducts: 'All products',
    status: 'Status',
    allStatuses: 'All statuses',
    operation: 'Operation',
    allOperations: 'All operations',
    uncounted:
      'Calls at the gateways of {{accounts}} are not counted: they are missing here, and in bills.',
  },
  calls: {
    title: 'Single calls',
    kept: 'Newest first. Calls can be looked up for {{days}} days.',
    range: 'Days to search',
    lastDay: 'Last 24 hours',
    lastDays: 'Last {{days}} days',
    renew: 'Search up to now',
    time: 'Time ({{zone}})',
    application: 'Application',
    why: 'Outcome',
    anyReason: 'All outcomes',
    answered: 'Answered',
    latency: 'Latency',
    requestId: 'Request id',
    copy: 'Copy request id {{requestId}}',
    nothingMatches: 'No such call in this time',
    nothingMatchesDetail:
      'Change the filters, or choose a longer range of time. Calls that the gateway could not tie to a subscription, for example with a token that it does not know, are in nobody’s list.',
    notSearched:
      'The gateways of {{accounts}} do not let single calls be looked up: theirs are missing here.',
    newer: 'Newer',
    older: 'Older',
  },
  callReason: {
    throttled:
      'Too many calls at once: the plan’s rate was exceeded. Try again after the time in the answer’s Retry-After.',
    quota_exceeded:
      'The plan’s quota is used up; calls are refused until it begins anew.',
    missing_token: 'The call had neither an access token nor an API key.',
    invalid_token:
      'The access token is expired, revoked, or not of this gateway. Get a new one.',
    insufficient_scope:
      'The access token does not have the scope that the operation needs.',
    invalid_api_key: 'The API key is unknown, expired or revoked.',
    invalid_dpop_proof:
      'The DPoP proof does not fit the call or the token’s key, or was used before.',
    use_dpop_nonce:
      'The DPoP proof lacks the current nonce; the answer had a new one.',
    invalid_client_certificate:
      'The client certificate is missing, or not the one that the token is bound to.',
    access_denied: 'The subscription does not give access to this API.',
    invalid_request:
      'The call was not well-formed: the gateway could not tell what it asks for.',
    invalid_path: 'The path is not one that the gateway passes on.',
    request_too_large: 'The call’s body is larger than the gateway takes.',
    payload_too_large: 'The call’s body is larger than the gateway takes.',
    request_timeout: 'The call’s body did not arrive in time.',
    origin_not_allowed:
      'A browser asked from an origin that the API does not allow.',
    expectation_failed:
      'The call expects something of the gateway that it cannot do.',
    not_implemented: 'The gateway does not pass on calls of this kind.',
    waf_filtered: 'A firewall rule in front of the gateway refused the call.',
    unknown_api: 'The gateway has no API at this path.',
    upstream_timeout:
      'The API behind the gateway did not answer in time. The call is not billed.',
    upstream_unavailable:
      'The API behind the gateway could not be reached. The call is not billed.',
    client_closed: 'The caller closed the connection before it had the answer.',
    internal_error: 'The gateway itself failed.',
    other: 'The gateway refused the call.',
    apiRefused: 'The API itself refused the call; its answer says why.',
    apiFailed: 'The API itself failed.',
    upstreamFailed:
      'The API behind the gateway failed, or broke off its answer.',
    unauthenticated:
      'The gateway did not accept the call’s credential, or there was none.',
    forbidden:
      'The gateway did not let the call through: its credential does not allow this operation.',
    gatewayRefused: 'The gateway refused the call.',
    gatewayFailed: 'The gateway failed.',
  },
  productAction: {
    publish: 'Publish',
    unpublish: 'Back to draft',
    deprecate: 'Deprecate',
    retire: 'Retire',
    delete: 'Delete draft',
    notNow: 'Not now: {{action}}',
  },
  publication: {
    title: 'Gateways',
    description:
      'Where consumers call its APIs: at the front door of a gateway, or in place, where they are.',
    noGateway: 'No gateway is deployed',
    noGatewayDetail:
      'The APIs of this product are offered at a gateway. A platform administrator deploys one.',
    toInfrastructure: 'Infrastructure',
    failed: 'It did not succeed; what was served before still is',
    outdated: 'The product has other APIs by now',
    outdatedDetail:
      'Consumers reach what was offered last, until the gateway is changed.',
    progress: '{{made}} of {{total}} changes made',
    plan: '{{changes}} changes, {{calls}} requests to the gateway; at least {{seconds}} s under its quotas. What consumers reach changes at the very end, all at once at the front door and at each API in place.',
    location: 'Where {{title}} is called',
    changesNothing: 'Nothing has to change at the gateway.',
    notPossible: 'This cannot be done yet; see above.',
    bypass: '{{title}} can be called past the gateway',
    bypassUnknown:
      'Nobody can tell whether {{title}} can be called past the gateway',
  },
  publicationAction: {
    apply: 'Offer here',
    change: 'Change what is offered',
    'roll-back': 'Roll back',
    withdraw: 'Withdraw',
  },
  publicationChange: {
    add: 'Added',
    change: 'Changed',
    remove: 'Removed',
    keep: 'Kept',
  },
  publicationKind: {
    resource: 'Path',
    method: 'Method',
    integration: 'Integration',
    deployment: 'Deployment',
    authorizer: 'Authorizer',
    permission: 'Permission',
    'api-key-source': 'Source of API keys',
    'gateway-response': 'Answer',
    'access-log': 'Access log',
  },
  apiLocation: {
    'front-door': 'Front door',
    'in-place': 'In place',
  },
  apiLocationDetail: {
    'front-door':
      'At the address of the gateway, which passes calls on. The API stays as it is.',
    'in-place':
      'At the address of the API itself. The authorizer of the gateway is put before it, and whoever calls it without an access token is refused.',
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
  infrastructure: {
    deploy: 'Deploy',
    deployTitle: 'Deploy into a linked account',
    deployDescription:
      'What would change is shown first. Nothing happens in the account before you confirm it.',
    showChanges: 'Show what will change',
    goOn: 'Go on',
    update: 'Update',
    updateTitle: 'Update {{name}}',
    remove: 'Remove',
    removeTitle: 'Remove {{name}}',
    removeConsequence:
      'First you are shown what goes. Nothing is removed before you confirm it.',
    deleteKept: 'Delete what it keeps, too',
    deleteKeptDetail:
      'Tables, buckets, people, secrets and keys stay by default. With this they go for good; only secrets and keys can be got back, for 30 days.',
    showRemoval: 'Show what goes',
    again: 'Try again',
    follow: 'Follow deployment',
    detectDrift: 'Detect drift',
    notStarted: 'The deployment was not started',
    live: 'A deployment of this stack is under way.',
    noTemplates:
      'None of the drivers of this installation deploys into linked accounts.',
    noTemplate: 'The template {{template}} is not offered any more.',
    needsOwnTemplate:
      'Its template came with the deployment and is not kept: run the software template it came from again, with the same name of the stack.',
    secretKept: 'Leave it empty to keep the value that the stack has.',
    secretNever: 'It is never shown again, stored or logged.',
    regionHint: 'Those that are enabled in the account.',
    missing: 'Choose one.',
    stackHint: 'Those that this installation deployed.',
    noZone: 'None',
    privateZone: 'private',
    zonesUnknown:
      'The account does not tell its zones (route53:ListHostedZones); the id is in the Route 53 console.',
    noStack: 'Nothing is deployed, so there is nothing to remove.',
    noParameters: 'There is nothing to choose: the template has no parameters.',
    stepsLabel: 'Steps',
    list: 'Several values, separated by commas.',
    stackName:
      'Begins with oaf-; letters, digits and hyphens, at most 64 characters.',
    accountHint:
      'The role of the account needs the permission set Deploy. That is checked before anything begins.',
  },
  cost: {
    title: 'Expected cost a month',
    part: 'Part',
    parts: costParts,
    calls: '{{millions}} M calls',
    total: 'All',
    basis:
      'List prices of US East (N. Virginia) in {{asOf}}, without free tiers but the first 100 GB of data out. What depends on consumers beyond their calls is left out.',
  },
  preview: {
    looking: 'Finding out what would change. This takes up to a minute.',
    where: 'What changes in {{name}}, account {{account}}, {{region}}:',
    cancelled: 'The preview was cancelled, and nothing was changed.',
    again: 'Look again',
  },
  field: { openApiDocument: 'OpenAPI document' },
  fieldProblem: {
    notKnownYet:
      'When you went on, it was not known yet what would change: wait for the preview',
    failed:
      'When you went on, the preview had failed: it says what to do, then look again',
    cancelled: 'When you went on, the preview was cancelled: look again',
    noDocument: 'The document is not here any more: give it again',
  },
  accountReason: {
    pending: 'Not verified yet: finish linking it first.',
    unlinked: 'It was unlinked.',
    builtIn: 'The driver runs it by itself.',
    noRegion: 'No region is enabled in it.',
    noDeploy:
      'Its role does not let us deploy: update its trust stack with the permission set deploy, and verify the link again.',
  },
  deployStep: {
    template: 'Template',
    place: 'Account, region and name',
    parameters: 'Parameters',
  },
  need: {
    driver: 'A driver that deploys, such as that for AWS',
    account:
      'A linked account whose role is verified, with the permission set Deploy',
    title: 'What is needed',
    met: 'Met',
    missing: 'Missing',
  },
  stack: {
    list: 'Stacks',
    none: 'Nothing is deployed',
    installation: 'This installation',
    installationName: 'Name in tags',
    serialNumber: 'Serial number',
    nonePossible:
      'The gateway, its logs, the data store, the sign-in, notifications and the portal can be deployed into linked accounts, changed and removed from here. The embedded gateway needs none of it.',
    about: 'About',
    name: 'Stack',
    template: 'Template',
    ownTemplate: 'Own template',
    account: 'Account',
    region: 'Region',
    version: 'Version',
    drift: 'Drift',
    changed: 'Changed',
    changedBy: 'By',
    deployments: 'Deployments of this name',
    current: 'Current',
    updateAvailable: 'Update available',
  },
  drift: {
    unknown: 'Not known',
    detecting: 'Being detected',
    'in-sync': 'None',
    drifted: 'Drifted',
    title: 'Somebody changed {{resources}} by hand',
    remedy:
      'Seen {{at}}. Undo it in the account, or take it into the parameters and update the stack: an update may set such a resource back.',
  },
  gatewayDrift: {
    title: 'Drift at gateways',
    sectionDetail:
      'At gateways this is other than the portal made it. Nothing is changed before somebody says so.',
    gateways: 'Gateways',
    gatewaysDetail:
      'Each is compared every day with what the portal made there.',
    noGatewayDetail:
      'The embedded gateway needs no comparison: nobody but the portal can change it.',
    comparedAt: 'compared',
    findings: '{{findings}} open',
    compareNow: 'Compare now',
    none: 'Everything is as it should be',
    noneDetail:
      'What somebody changes at a gateway is shown here after the next comparison.',
    nothingMatches: 'Nothing matches',
    nothingMatchesDetail: 'Change or clear the search and the filters.',
    search: 'Search drift',
    since: 'seen',
    ignoredBecause: 'Ignored by',
    state: 'State',
    current: 'Not over',
    kind: 'Kind',
    allKinds: 'All kinds',
    difference: 'Difference',
    allDifferences: 'All differences',
    product: 'Product',
    allProducts: 'All products',
    subscription: 'Subscription',
    keyName: 'Name of the API key',
    otherPlan: 'Has another plan than the key is in',
  },
  gatewayDriftKind: {
    'api-key': 'API key',
    'usage-plan': 'Usage plan',
    'usage-plan-key': 'Key in its usage plan',
    grant: 'Grant',
    route: 'Route',
    stage: 'Stage',
    authorizer: 'Authorizer',
    'access-log': 'Access log',
  },
  gatewayDriftDifference: {
    missing: 'Missing',
    changed: 'Changed',
    foreign: 'Foreign',
  },
  gatewayDriftState: {
    open: 'Open',
    ignored: 'Ignored',
    repairing: 'Being repaired',
    repaired: 'Repaired',
    adopted: 'Adopted',
    gone: 'Gone by itself',
  },
  gatewayDriftComparison: {
    never: 'Never compared',
    waiting: 'Waiting',
    comparing: 'Being compared',
    compared: 'Compared',
    failed: 'Not compared',
  },
  gatewayDriftAction: {
    repair: 'Repair',
    ignore: 'Ignore',
    reopen: 'Mind again',
    adopt: 'Adopt',
  },
  gatewayDriftConsequence: {
    handOver:
      'The subscription is handed to its gateways anew: its grant, its API keys and their plans become what they should be.',
    handOverAll:
      'All subscriptions of the product are handed to their gateways anew, and the plan becomes what it should be.',
    removeGrant:
      'The gateway forgets the grant, and refuses its holder at once.',
    publish:
      'What the product offers is applied to the gateway anew, and served by a new deployment.',
    ignore: 'It is not shown as open any more, until it changes.',
    reopen: 'It is shown as open again.',
    adopt:
      'Its holder can call with it as with any API key of the subscription. Its value is read once for a hash, and kept nowhere.',
  },
  deployment: {
    list: 'Latest deployments',
    none: 'Nothing was deployed yet',
    state: 'State',
    started: 'Started',
    startedBy: 'Started by',
    changes: 'What will change',
    confirmed: 'What was confirmed',
    outputs: 'Outputs',
    parameters: 'Parameters',
    steps: 'Steps',
    deploy: 'Deploy',
    destroy: 'Remove',
    confirm: 'Confirm',
    cancel: 'Cancel deployment',
    cancelRemoval: 'Cancel removal',
    keep: 'Go on with it',
    confirmDeploy: 'Change {{name}}',
    confirmDestroy: 'Remove {{name}}',
    confirmDetail:
      'Resources that change in account {{account}}, {{region}}: {{total}}.',
    cancelTitle: 'Cancel: {{name}}',
    cancelBefore: 'Nothing was changed yet, and nothing will be.',
    cancelDuring:
      'What was changed so far is taken back: resources that were made are removed, those that were changed get their former values. What is done already when it reaches AWS stays.',
    typeName: 'Type {{name}} to confirm',
    confirmBefore:
      'It is cancelled by itself unless somebody confirms it before {{at}}.',
    notKnownYet: 'What it would change is not known yet.',
    isUnderWay: 'It was confirmed already.',
    isCancelling: 'It is being cancelled already.',
    deleteKeptTitle: 'What the stack keeps is deleted for good',
    deleteKeptDetail:
      'Tables, buckets with every version of every object, log groups, people and the snapshot of the database cannot be got back; of a table AWS holds a last backup for 35 days. Secrets and keys wait for 30 days: until then, cancel their deletion in AWS Secrets Manager and AWS KMS. What was encrypted with a key is lost with it.',
    removeAll: 'Remove and delete all',
    confirmDestroyAll: 'Remove {{name}} and all that it keeps',
    spareKept: 'Keep what it holds',
    spareKeptDetail:
      'The stack goes, because its removal was confirmed. What it keeps by default stays.',
    removalGoesOn: 'A removal that was confirmed cannot be stopped.',
    nothingToChange: 'Nothing to change',
    nothingToChangeDetail:
      'The stack is as it was asked for; nothing was done to it.',
    progress: '{{done}} of {{total}} resources',
    waiting: 'Waiting',
    awaiting: 'Waiting for your confirmation',
    failedResource: 'First to fail',
    failedReason: 'What AWS said',
    events: 'Events',
    changesNeverKnown: 'It ended before it was known what it would change.',
    changesNothing: 'It changes nothing.',
    noEvents: 'Nothing has happened to its resources yet.',
    byInstallation: 'The installation',
  },
  deploymentEvent: {
    begun: 'Begun',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    settled: 'Settled',
    undone: 'Taken back',
    removed: 'Removed',
    note: 'Note',
  },
  change: {
    add: 'Add',
    modify: 'Modify',
    replace: 'Replace',
    remove: 'Remove',
    snapshot: 'Remove, keep a snapshot',
    keep: 'Keeps',
    'remove-kept': 'Removes, because asked',
    mayReplace: 'Modify, perhaps replace',
    lossDetail:
      'What such a resource holds is lost with it, but for a snapshot. One that is replaced stays in the account where its template says so (update replace policy).',
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
