import 'reflect-metadata';
import { Logger } from '@nestjs/common';

// Tests provoke errors on purpose; what matters is asserted, not logged.
Logger.overrideLogger(['fatal']);
