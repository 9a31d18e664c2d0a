/**
 * {@code vigil quickstart}: a head-end on loopback and, in a process of their own, synthetic remote
 * sites that speak real IKEv1 with it over real UDP. Some of them lose power half-way and come
 * back; the report says in numbers what each side saw.
 */
@NullMarked
package dev.vigil.quickstart;

import org.jspecify.annotations.NullMarked;
