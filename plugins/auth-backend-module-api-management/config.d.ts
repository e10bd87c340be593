export interface Config {
  apiManagement?: {
    /** How claims of the verified ID token become a Backstage identity. */
    signIn?: {
      /**
       * Claim that holds the name of the User entity. Defaults to `sub`.
       * Amazon Cognito: `cognito:username`. Microsoft Entra ID: a claim you map to a short, unique name.
       */
      subjectClaim?: string;
      /**
       * Claim that holds the names of the groups. Defaults to `groups`.
       * Amazon Cognito: `cognito:groups`. Microsoft Entra ID: `groups`.
       */
      groupsClaim?: string;
      /** Namespace of the User entities. Defaults to `default`. */
      userNamespace?: string;
      /** Namespace of the Group entities. Defaults to `default`. */
      groupNamespace?: string;
    };
  };
}
