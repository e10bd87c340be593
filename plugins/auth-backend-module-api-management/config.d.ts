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
       * Amazon Cognito: `cognito:groups`. Microsoft Entra ID: `groups`, or `roles` for app roles.
       * A name with dots may be a path into objects: `realm_access.roles`.
       */
      groupsClaim?: string;
      /** Namespace of the User entities. Defaults to `default`. */
      userNamespace?: string;
      /** Namespace of the Group entities. Defaults to `default`. */
      groupNamespace?: string;
      /**
       * Refuse whoever comes without any group. Set it where the provider sends at least one for everybody, so that a
       * claim it was not set up to send is noticed. Defaults to false.
       */
      requireGroups?: boolean;
    };
  };
}
