package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.Policy;
import java.util.Set;

/**
 * The policy and the connections that every order of a storefront must reach, whether they are
 * known by configuration or have been heard of.
 */
public record Company(Policy policy, Set<String> obliged) {

  public Company {
    obliged = Set.copyOf(obliged);
  }
}
