/** What the services of Amazon Web Services, and those that speak their APIs, have in common. */
@NullMarked
package org.sellerregistry.aws;

import org.jspecify.annotations.NullMarked;
