"""The factories make rows that hang together."""

import pytest

from accounts_app import pseudonyms
from tests.factories import ImportBatchFactory, MessageFactory, OfficialAccountFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def test_a_thread_opens_with_a_citizens_message_linked_to_its_account():
    thread = ThreadFactory()
    message = thread.opened_message
    assert [link.account for link in message.links.all()] == [thread.account]
    assert (thread.region, thread.author_key) == (thread.account.region, message.author_key)
    assert message.account is None
    assert message.created_at == thread.opened_at


def test_an_official_message_carries_its_accounts_key_and_link():
    account = OfficialAccountFactory(platform_user_id="12345")
    message = MessageFactory(account=account)
    assert message.author_key == account.user_key == pseudonyms.user_key("x", "12345")
    assert [link.account for link in message.links.all()] == [account]


def test_two_citizens_are_two_keys_and_two_files_two_digests():
    assert MessageFactory().author_key != MessageFactory().author_key
    assert ImportBatchFactory().file_sha256 != ImportBatchFactory().file_sha256


def test_account_and_agency_share_a_region():
    account = OfficialAccountFactory()
    assert account.agency.region == account.region
