/**
 * Creating, changing and importing traders: joins records, checks and standing in one transaction.
 */
@NullMarked
package org.sellerregistry.onboarding;

import org.jspecify.annotations.NullMarked;
