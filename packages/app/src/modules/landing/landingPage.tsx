import { PageBlueprint, useRouteRef } from '@backstage/frontend-plugin-api';
import { consumerRouteRef } from '@oaf/backstage-plugin-api-management';
import { Navigate } from 'react-router-dom';

/** `/` leads to the APIs: everybody who is signed in may see them. */
const Landing = () => {
  const apisForYou = useRouteRef(consumerRouteRef);
  return <Navigate to={apisForYou?.() ?? '/catalog'} replace />;
};

export const landingPage = PageBlueprint.make({
  name: 'landing',
  params: { path: '/', noHeader: true, loader: async () => <Landing /> },
});
