import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { startTranslations } from './i18n/translations.js';
import './styles.css';

startTranslations();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(<App />);
