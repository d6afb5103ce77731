package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.view.View;
import java.util.Set;

/** The connections an order may have come from. */
final class Storefronts {
  private Storefronts() {}

  static Set<String> of(View view) {
    Set<String> names = view.heard(Role.STOREFRONT);
    names.addAll(view.heard(Role.MARKETPLACE));
    return names;
  }
}
