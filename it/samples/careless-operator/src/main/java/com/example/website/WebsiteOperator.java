package com.example.website;

import io.javaoperatorsdk.operator.Operator;

/** The operator's program. */
public final class WebsiteOperator {

    private WebsiteOperator() {}

    public static void main(String[] args) {
        Operator operator = new Operator();
        operator.register(new WebsiteReconciler());
        operator.start();
    }
}
