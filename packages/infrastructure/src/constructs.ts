/**
 * The same as constructs of AWS CDK, for those who compose their own stacks.
 *
 * @packageDocumentation
 */
export * from './database/Database';
export * from './database/databaseAlarms';
export * from './database/DatabaseClients';
export * from './database/DataKey';
export * from './database/DataNetwork';
export * from './database/DataStack';
export * from './delivery/AccessLogStream';
export * from './delivery/deliveryAlarms';
export * from './delivery/DeliveryRole';
export * from './delivery/HttpApiLog';
export * from './delivery/LogDeliveryStack';
export * from './gateway/AccessFunction';
export * from './gateway/AccessFunctions';
export * from './gateway/accessPermissions';
export * from './gateway/AccessState';
export * from './gateway/AccessTable';
export * from './gateway/EncryptionKey';
export * from './gateway/Firewall';
export * from './gateway/FrontDoor';
export * from './gateway/FrontDoorDomain';
export * from './gateway/GatewayAlarms';
export * from './gateway/GatewayDashboard';
export * from './gateway/gatewayResponses';
export * from './gateway/GatewayStack';
export * from './gateway/IssuerKey';
export * from './gateway/NonceKeys';
export * from './identity/EntraFederation';
export * from './identity/IdentityStack';
export * from './identity/People';
export * from './identity/PortalClient';
export * from './log/accessLogColumns';
export * from './log/accessLogFormat';
export * from './log/AccessLogTable';
export * from './log/LogBucket';
export * from './log/LogCrawler';
export * from './log/LogKey';
export * from './log/logPlaces';
export * from './log/LogQueries';
export * from './log/LogReaders';
export * from './log/LogsStack';
export * from './notify/NotificationTopic';
export * from './notify/NotifyStack';
export * from './notify/TopicKey';
export * from './portal/portalAlarms';
export * from './portal/PortalDoor';
export * from './portal/PortalNetwork';
export * from './portal/PortalRoles';
export * from './portal/PortalSecrets';
export * from './portal/PortalService';
export * from './portal/PortalStack';
export * from './portal/PortalTask';
export * from './portal/serialNumber';
export * from './stack/StackAlarms';
