package dev.tollgate.configuration.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;

/** A component's settings, as tests of what checks them need some. */
@interface Fields {
    /** As bnd writes it, with one key of each type. */
    String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="dev.tollgate.configuration.internal.Fields" name="Fields" description="Of all types.">
                <AD id="least" type="Integer" name="Least" description="Is not more than most." min="1" max="100" default="5"/>
                <AD id="most" type="Long" name="Most" min="1" default="10"/>
                <AD id="mode" type="String" name="Mode" default="slow">
                  <Option label="" value="slow"/>
                  <Option label="" value="fast"/>
                </AD>
                <AD id="on" type="Boolean" name="On" default="true"/>
                <AD id="part" type="Double" name="Part" min="0" max="1" default="0.5"/>
                <AD id="service.label" type="Integer" required="false" name="Label" min="0" max="9"/>
                <AD id="pass.word" type="Password" required="false" name="Password"/>
                <AD id="names" type="String" cardinality="2147483647" required="false" name="Names" default=""/>
                <AD id="store.target" type="String" required="false" name="Store"/>
              </OCD>
              <Designate pid="dev.tollgate.fields">
                <Object ocdref="dev.tollgate.configuration.internal.Fields"/>
              </Designate>
            </metatype:MetaData>
            """;

    int least();

    long most();

    String mode();

    boolean on();

    double part();

    int service_label();

    String pass_word();

    String[] names();

    /** A rule over two keys. */
    final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            Fields fields = values.as(Fields.class);
            if (fields.least() > fields.most()) {
                throw new IllegalArgumentException("configuration dev.tollgate.fields: least is " + fields.least() + ", allowed is up to most, "
                        + fields.most());
            }
        }
    }
}
