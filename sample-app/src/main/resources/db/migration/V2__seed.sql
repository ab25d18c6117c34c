insert into product (tenant_id, sku, name, price) values
    ('acme', 'anvil', 'Anvil', 120.00),
    ('acme', 'rocket-skates', 'Rocket skates', 349.90),
    ('acme', 'kettle', 'Kettle', 45.00),
    ('globex', 'hammock', 'Hammock', 89.00),
    ('globex', 'kettle', 'Kettle', 39.50);
