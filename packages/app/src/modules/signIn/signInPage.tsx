import { SignInPageBlueprint } from '@backstage/plugin-app-react';

export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: () => import('./SignIn').then(module => module.SignIn),
  },
});
