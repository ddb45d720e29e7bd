package org.sellerregistry.verification.crossfield;

import java.util.List;
import java.util.Set;
import org.sellerregistry.identifier.Identifier;
import org.sellerregistry.v1.Email;

/** Whether a company writes from a mailbox that anybody gets for nothing. */
final class MailProvider implements CrossFieldCheck {
  /** Large providers of free mailboxes, by the domain's normal form. */
  private static final Set<String> FREE =
      Set.of(
          """
          gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com
          icloud.com me.com aol.com proton.me protonmail.com tutanota.com zoho.com mail.com gmx.com
          gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de outlook.de hotmail.de yahoo.de
          hotmail.fr outlook.fr yahoo.fr orange.fr wanadoo.fr free.fr sfr.fr laposte.net
          hotmail.it yahoo.it libero.it virgilio.it tiscali.it alice.it hotmail.es yahoo.es
          hotmail.co.uk yahoo.co.uk btinternet.com wp.pl o2.pl onet.pl interia.pl op.pl
          seznam.cz centrum.cz email.cz azet.sk centrum.sk freemail.hu citromail.hu abv.bg mail.bg
          inbox.lv one.lt mail.ee sapo.pt telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl
          qq.com foxmail.com 163.com 126.com yeah.net sina.com sohu.com 139.com aliyun.com
          naver.com daum.net hanmail.net yahoo.co.jp yahoo.com.hk rediffmail.com yahoo.in
          mail.ru bk.ru list.ru yandex.ru yandex.com rambler.ru ukr.net i.ua mynet.com
          """
              .strip()
              .split("\\s+", -1));

  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    return subject.isNaturalPerson()
        ? List.of()
        : subject.of(Email.class).stream()
            .flatMap(it ->
                Identifier.of("email", it.content().getAddress()).stream()
                    .map(address -> address.normal().replaceFirst(".*@", ""))
                    .map(domain ->
                        FREE.contains(domain)
                            ? CrossFieldFinding.unusual(it.item(), "FREE_MAILBOX")
                            : CrossFieldFinding.agrees(it.item())))
            .toList();
  }
}
