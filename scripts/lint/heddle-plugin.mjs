import { configEnv } from './config-env.mjs';
import { enginePorts } from './engine-ports.mjs';
import { noModuleState } from './no-module-state.mjs';

/** Heddle's own lint rules, for oxlint's `jsPlugins`. */
export default {
  meta: { name: 'heddle' },
  rules: { 'config-env': configEnv, 'engine-ports': enginePorts, 'no-module-state': noModuleState },
};
