import { Route, Routes } from 'react-router-dom';
import { EditProductPage } from './EditProductPage';
import { NewProductPage } from './NewProductPage';
import { ProductPage } from './ProductPage';
import { ProductsPage } from './ProductsPage';

/** The list of products, one product, and its editor. */
export const ProductPages = () => (
  <Routes>
    <Route index element={<ProductsPage />} />
    <Route path="new" element={<NewProductPage />} />
    <Route path=":productId" element={<ProductPage />} />
    <Route path=":productId/edit" element={<EditProductPage />} />
  </Routes>
);
