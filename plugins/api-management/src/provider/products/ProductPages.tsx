import { Route } from 'react-router-dom';
import { productCreatePermission } from '@oaf/backstage-plugin-api-management-common';
import { KnownRoutes, Permitted } from '../../shared';
import { EditProductPage } from './EditProductPage';
import { NewProductPage } from './NewProductPage';
import { ProductPage } from './ProductPage';
import { ProductsPage } from './ProductsPage';

/** The list of products, one product, and its editor. */
export const ProductPages = () => (
  <KnownRoutes>
    <Route index element={<ProductsPage />} />
    <Route
      path="new"
      element={
        <Permitted permission={productCreatePermission}>
          <NewProductPage />
        </Permitted>
      }
    />
    <Route path=":productId" element={<ProductPage />} />
    <Route path=":productId/edit" element={<EditProductPage />} />
  </KnownRoutes>
);
