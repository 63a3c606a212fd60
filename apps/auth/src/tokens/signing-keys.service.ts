import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { calculateJwkThumbprint, createLocalJWKSet, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWSHeaderParameters } from 'jose';
import { DataSource } from 'typeorm';
import { ACCESS_TOKEN } from '#libs/security';
import type { AccessKeys } from '#libs/security';
import { SigningKey } from './signing-key.entity.js';

/** The deployment's signing keys: made once, the same in every replica. */
@Injectable()
export class SigningKeysService implements AccessKeys, OnModuleInit {
  private published: JSONWebKeySet = { keys: [] };
  private find = createLocalJWKSet(this.published);
  private signingKey: { kid: string; key: CryptoKey | Uint8Array };

  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    const [newest, ...older] = await this.loadOrCreate();
    this.published = { keys: [newest, ...older].map(({ publicJwk }) => publicJwk) };
    this.find = createLocalJWKSet(this.published);
    this.signingKey = { kid: newest.kid, key: await importJWK(newest.privateJwk, ACCESS_TOKEN.algorithm) };
  }

  /** What new tokens are signed with. */
  get current(): { kid: string; key: CryptoKey | Uint8Array } {
    return this.signingKey;
  }

  get jwks(): JSONWebKeySet {
    return this.published;
  }

  keyOf(header: JWSHeaderParameters): Promise<CryptoKey> {
    return this.find(header);
  }

  private loadOrCreate(): Promise<[SigningKey, ...SigningKey[]]> {
    return this.dataSource.transaction(async (transaction) => {
      // Replicas that start together wait here for the first one and then find its key.
      await transaction.query("SELECT pg_advisory_xact_lock(hashtext('heddle.auth.signing-keys'))");
      const keys = transaction.getRepository(SigningKey);
      const [newest, ...older] = await keys.find({ order: { createdAt: 'DESC', kid: 'ASC' } });
      if (newest) return [newest, ...older];
      return [await keys.save(await createSigningKey())];
    });
  }
}

async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(ACCESS_TOKEN.algorithm, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  return Object.assign(new SigningKey(), {
    kid,
    publicJwk: { ...publicJwk, kid, alg: ACCESS_TOKEN.algorithm, use: 'sig' },
    privateJwk: await exportJWK(privateKey),
  });
}
