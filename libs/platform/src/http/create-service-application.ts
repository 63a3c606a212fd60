import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { HttpErrorFilter } from './http-error.filter.js';
import { PlatformModule } from './platform.module.js';
import { requestValidation } from './validation.pipe.js';

/** Bytes of a JSON body at the most. */
const JSON_LIMIT = '1mb';

/**
 * Builds a service's Nest application the way every service wants it: health and readiness, validation, errors as
 * the wire protocol words them, OpenAPI at `/api/docs/<name>` and `/api/docs/<name>/openapi.json`. Neither
 * initialised nor listening yet.
 */
export async function createServiceApplication(
  name: string,
  module: Type | DynamicModule,
): Promise<NestExpressApplication> {
  const root: DynamicModule = { module: class ServiceRoot {}, imports: [PlatformModule, module] };
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bufferLogs: false,
    abortOnError: false,
  });
  app.useBodyParser('json', { limit: JSON_LIMIT });
  app.disable('x-powered-by');
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new HttpErrorFilter());
  const openApi = new DocumentBuilder().setTitle(`Heddle ${name}`).setVersion('1').build();
  SwaggerModule.setup(`api/docs/${name}`, app, () => SwaggerModule.createDocument(app, openApi), {
    // Below the page's path, so that the path table leads to it.
    jsonDocumentUrl: `api/docs/${name}/openapi.json`,
    raw: ['json'],
  });
  return app;
}
