package org.sellerregistry.demo;

import com.google.type.Date;

/** An invented person. */
record Person(Text given, Text family, Text full, Date birth) {
  Person inLatin() {
    return new Person(given.inLatin(), family.inLatin(), full.inLatin(), birth);
  }
}
