import { registerLoader } from './app/register-loader.js';

// Imported for its effect: node --import heddle/loader --test app.test.ts
registerLoader();
