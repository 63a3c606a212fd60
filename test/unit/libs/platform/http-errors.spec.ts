import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, HttpException, Module, Param, Post, Query } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsString, Length, Max, ValidateNested } from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#libs/contracts';
import type { ErrorCode } from '#libs/contracts';
import { createServiceApplication, DomainError, Readiness } from '#libs/platform';

class IngredientDto {
  @IsString()
  @Length(2, 10)
  name: string;
}

class RecipeDto {
  @IsString()
  title: string;

  @ValidateNested({ each: true })
  @Type(() => IngredientDto)
  ingredients: IngredientDto[];
}

class PageQuery {
  @Type(() => Number)
  @IsInt()
  @Max(50)
  size: number = 10;
}

@Controller()
class KitchenController {
  @Post('recipes')
  add(@Body() recipe: RecipeDto): object {
    return { isRecipe: recipe instanceof RecipeDto, keys: Object.keys(recipe) };
  }

  @Get('recipes')
  list(@Query() page: PageQuery): PageQuery {
    return page;
  }

  @Get('domain/:code')
  refuse(@Param('code') code: ErrorCode): never {
    throw new DomainError(code, `The reason of ${code}.`, { cause: new Error('secret') });
  }

  @Get('http')
  refuseAsHttp(): never {
    throw new HttpException({ detail: 'A teapot.' }, 418);
  }

  @Get('bug')
  fail(): never {
    throw new TypeError('password=hunter2');
  }

  @Get('odd')
  failOddly(): Promise<never> {
    return Promise.reject('only words');
  }
}

@Module({ controllers: [KitchenController] })
class KitchenModule {}

let app: INestApplication<Server>;
let origin: string;

beforeAll(async () => {
  app = await createServiceApplication('kitchen', KitchenModule);
  await app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});

afterAll(() => app?.close());

async function answer(path: string, body?: string): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(
    `${origin}${path}`,
    body === undefined ? {} : { method: 'POST', headers, body },
  );
  return { status: response.status, body: await response.json() };
}

describe('a body or query', () => {
  it('with a list in its list is refused', async () => {
    const recipe = { title: 'Soup', ingredients: [[{ name: 'water' }]] };
    const detail = [{ type: 'isObject', loc: ['body'], msg: 'each item of ingredients must be an object' }];
    expect(await answer('/recipes', JSON.stringify(recipe))).toEqual({ status: 422, body: { detail } });
  });

  it('that fits arrives as its class, without what the class does not name', async () => {
    const recipe = { title: 'Soup', ingredients: [{ name: 'water' }], admin: true };
    expect((await answer('/recipes', JSON.stringify(recipe))).body).toEqual({
      isRecipe: true,
      keys: ['title', 'ingredients'],
    });
    expect((await answer('/recipes?size=20')).body).toEqual({ size: 20 });
    expect((await answer('/recipes')).body).toEqual({ size: 10 });
  });

  it('that does not fit is refused with 422 and a list of everything that is wrong, each with its place', async () => {
    const wrong = { title: 7, ingredients: [{ name: 'water' }, { name: 'x' }] };
    const { status, body } = await answer('/recipes', JSON.stringify(wrong));
    expect(status).toBe(422);
    expect(body).toEqual({
      detail: [
        { type: 'isString', loc: ['body', 'title'], msg: 'title must be a string' },
        {
          type: 'isLength',
          loc: ['body', 'ingredients', '1', 'name'],
          msg: 'name must be longer than or equal to 2 characters',
        },
      ],
    });
    expect((await answer('/recipes?size=51')).status).toBe(422);
  });

  it('that is no JSON is refused with 400, one that is too large with 413', async () => {
    const broken = await answer('/recipes', '{"title":');
    expect(broken.status).toBe(400);
    expect(broken.body).toEqual({ detail: expect.any(String) as string });
    const large = await answer('/recipes', JSON.stringify({ title: 'x'.repeat(1_100_000) }));
    expect(large).toEqual({ status: 413, body: { detail: 'The body is too large' } });
  });
});

describe('an error of a handler', () => {
  const statuses: Record<ErrorCode, number> = {
    invalid_input: 422,
    unauthenticated: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    too_large: 413,
    internal: 500,
    unavailable: 503,
    timeout: 504,
  };

  it.each(ERROR_CODES)('of the code %s is answered with its status and its sentence alone', async (code) => {
    const expected = { status: statuses[code], body: { detail: `The reason of ${code}.` } };
    expect(await answer(`/domain/${code}`)).toEqual(expected);
  });

  it('that says how HTTP is to answer is answered so', async () => {
    expect(await answer('/http')).toEqual({ status: 418, body: { detail: 'A teapot.' } });
    expect((await answer('/nowhere')).status).toBe(404);
  });

  it.each(['/bug', '/odd'])(
    'that nobody expected (%s) is answered with 500 and tells nothing',
    async (path) => {
      expect(await answer(path)).toEqual({ status: 500, body: { detail: 'Internal Server Error' } });
    },
  );
});

describe('a service', () => {
  it('is healthy while it lives, and ready when it says so', async () => {
    const readiness = app.get(Readiness);
    expect(await answer('/health')).toEqual({ status: 200, body: { status: 'ok' } });
    expect((await answer('/ready')).status).toBe(503);
    readiness.open();
    expect((await answer('/ready')).status).toBe(200);
    readiness.close();
    expect(await answer('/ready')).toEqual({ status: 503, body: { detail: 'not ready' } });
    expect((await answer('/health')).status).toBe(200);
  });

  it('describes itself, to people and to programs', async () => {
    expect(await (await fetch(`${origin}/api/docs/kitchen`)).text()).toContain('swagger-ui');
    const { body } = await answer('/api/docs/kitchen/openapi.json');
    expect(body).toMatchObject({ info: { title: 'Heddle kitchen' }, paths: { '/recipes': {} } });
  });
});
