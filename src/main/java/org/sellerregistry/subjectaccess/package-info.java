/**
 * What the persons of whom the registry holds data may have of it: all that is held, and who
 * received it (GDPR Art. 15 and 20).
 */
@NullMarked
package org.sellerregistry.subjectaccess;

import org.jspecify.annotations.NullMarked;
