export * from './PlanChangeFacts';
