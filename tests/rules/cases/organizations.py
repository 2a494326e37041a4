from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from organizations.models import Organization, Representation, User
from seko.events.models import Delivery, Event
from seko.rules.validity import today
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql


@breaks("organization_kind_known", Organization)
def an_unknown_kind():
    organization = make.make_organization()
    return lambda: rows(organization).update(kind="circus")


@breaks("organization_status_known", Organization)
def an_unknown_status():
    organization = make.make_organization()
    return lambda: sql("UPDATE organizations_organization SET status = '' WHERE id = %s", organization.pk)


@breaks("organization_registry_number_unique", Organization)
def a_registration_number_twice():
    make.make_organization(registry_number="00123456")
    return lambda: Organization.objects.bulk_create(
        [Organization(name="Друга", slug="druga", registry_number="00123456")]
    )


@breaks("organization_registry_number_digits", Organization)
def a_registration_number_of_seven_digits():
    organization = make.make_organization()
    return lambda: rows(organization).update(registry_number="1234567")


@breaks("organization_registry_number_digits", Organization)
def a_registration_number_in_other_digits():
    organization = make.make_organization()
    return lambda: rows(organization).update(registry_number="١٢٣٤٥٦٧٨")


@breaks("organization_pib_unique", Organization)
def a_pib_twice():
    make.make_organization(pib="101134702")
    other = make.make_organization()
    return lambda: rows(other).update(pib="101134702")


@breaks("organization_pib_check_digit", Organization)
def a_pib_with_a_wrong_check_digit():
    organization = make.make_organization()
    return lambda: rows(organization).update(pib="101134701")


@breaks("organization_pib_check_digit", Organization)
def a_pib_of_letters():
    organization = make.make_organization()
    return lambda: rows(organization).update(pib="10113470x")


@breaks("organization_status_has_reason", Organization)
def a_suspension_without_reason():
    organization = make.make_organization()
    return lambda: rows(organization).update(status="suspended")


@breaks("organization_status_has_day", Organization)
def a_status_without_its_day():
    return lambda: Organization.objects.bulk_create([Organization(name="Нова", slug="nova", status="active")])


@breaks("organization_validity_forward", Organization)
def an_organization_that_ends_on_its_first_day():
    organization = make.make_organization()
    return lambda: rows(organization).update(valid_from=today(), valid_to=today())


@breaks("user_email_unique", User)
def the_same_address_in_other_case():
    make.make_user(email="ana@test.seko.example")
    return lambda: User.objects.bulk_create([User(email="Ana@Test.seko.example", full_name="Друга Ана")])


@breaks("representation_validity_forward", Representation)
def a_mandate_that_ends_before_it_begins():
    mandate = make.make_representation()
    return lambda: rows(mandate).update(valid_to=mandate.valid_from)


@breaks("representation_role_known", Representation)
def an_unknown_role():
    person, organization = make.make_user(), make.make_organization()
    return lambda: Representation.objects.bulk_create(
        [Representation(user=person, organization=organization, role="king", valid_from=today())]
    )


@breaks("representation_once", Representation)
def two_mandates_for_one_organization_at_once():
    mandate = make.make_representation()
    return lambda: make.make_representation(mandate.user, mandate.organization, "deputy", valid_from=today())


@breaks("representation_fixed", Representation)
def a_mandate_handed_to_another_person():
    mandate, other = make.make_representation(), make.make_user()
    return lambda: rows(mandate).update(user=other)


@breaks("representation_fixed", Representation)
def a_mandate_that_began_earlier_all_of_a_sudden():
    mandate = make.make_representation()
    return lambda: rows(mandate).update(valid_from=mandate.valid_from - timedelta(days=1))


@breaks("representation_office_role", Representation)
def a_coordinator_outside_the_office():
    person, organization = make.make_user(), make.make_organization()
    return lambda: Representation.objects.bulk_create(
        [Representation(user=person, organization=organization, role="coordinator", valid_from=today())]
    )


@breaks("representation_office_role", Organization)
def an_office_that_is_none_any_more_but_has_a_coordinator():
    office = make.make_office()
    make.make_representation(organization=office, role="coordinator")
    return lambda: rows(office).update(is_office=False)


def make_delivery():
    organization = make.make_organization()
    kind = ContentType.objects.get_for_model(Organization)
    event = Event.objects.create(verb="organization.approved", object_type=kind, object_id=organization.pk)
    return Delivery.objects.create(event=event, recipient=make.make_user())


@breaks("delivery_once", Delivery)
def the_same_message_to_the_same_person():
    delivery = make_delivery()
    return lambda: Delivery.objects.bulk_create([Delivery(event=delivery.event, recipient=delivery.recipient)])


@breaks("delivery_status_known", Delivery)
def a_delivery_in_an_unknown_state():
    delivery = make_delivery()
    return lambda: rows(delivery).update(status="lost")


@breaks("delivery_sent_has_moment", Delivery)
def a_message_sent_at_no_moment():
    delivery = make_delivery()
    return lambda: rows(delivery).update(status="sent")


@breaks("delivery_dropped_has_reason", Delivery)
def a_message_that_is_not_sent_for_no_reason():
    delivery = make_delivery()
    return lambda: rows(delivery).update(status="dropped")


@breaks("delivery_dropped_has_reason", Delivery)
def a_message_that_waits_with_a_reason_not_to_be_sent():
    delivery = make_delivery()
    return lambda: rows(delivery).update(drop_reason="cancelled")
