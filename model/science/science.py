"""The room of science: research, its transfer, and who founds firms on it, one month after the other."""

import numpy as np

from common.vocabulary import ORGANISATIONS, SECTORS
from model.city_protocol import City
from model.home.founders import FIELDS
from model.policy import Policy
from model.rules.business import RightsInForce
from model.science import transfer
from model.science.research import INSTITUTES, LABORATORIES, Research
from model.talent.communities import KINDS
from model.talent.steady_state import PROFESSIONALS
from model.wires import ScienceForTalent


class Science:
    """Laboratories, universities and institutes of Nanjing, their transfer offices, and the firms that come of them.

    What is measured is the change since the start: the firms of science that were founded before stand in
    ``home.founding.science``, of which researchers and people from abroad found declared shares.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.p, self.research = model, model.parameters.room("science"), Research(model)
        home = model.parameters.room("home")
        fields = home.fields.science.vector(FIELDS["science"])
        share = np.zeros(len(SECTORS))
        share[[SECTORS.index(field) for field in FIELDS["science"]]] = fields / fields.sum()
        who = np.full(len(KINDS), 1 - self.p.foreigners)
        who[PROFESSIONALS] = self.p.foreigners
        self._markets = np.outer(who, share).ravel()
        """Where posts for people from abroad are offered: kind of person and field, shares, (markets,)."""
        self._abroad = self.p.from_abroad.vector(ORGANISATIONS)
        self._abroad_start = self._abroad * self.research.people_start
        self._abroad_posts = self._abroad_start.copy()
        """Posts for returnees and foreigners, (organisations,)."""
        founded = home.parents.science * home.founding.science
        self._usual = founded * self.p.founded_by.researchers
        self._usual_abroad = founded * self.p.founded_by.from_abroad
        """Firms a year that researchers, and people from abroad, found at the start."""
        self._promise_start = self._promise(self.p.cases)
        self._willing_start = transfer.willing_at_start(self._usual, self.p.short, self.p.relief)
        self._forming_time = max(self.p.forming_years * model.clock.year, 1.0)
        self.cases, self._taken_up = self.p.cases, self._promise_start
        self._worth = 1.0
        """What an invention earns in licences relative to the start: researchers strive for what is theirs."""
        self.spin_offs, self.from_abroad = self._usual, self._usual_abroad
        """Firms a year that researchers, and returnees and foreigners, begin."""
        self._partners = np.zeros(len(model.facts.origins))

    def announce(self) -> None:
        """Send the first signals: firms and posts of the start."""
        self._people_start = float(self._people())
        self._send()

    def work(self, policy: Policy) -> None:
        """Pass a month, or a part of it: posts are filled, research is done, inventions are taken up, firms begin."""
        rules, push = policy.science, policy.channels
        posts, abroad, money = self._offered(policy)
        self._abroad_posts = self._abroad_start + abroad
        self.research.work(money, posts - abroad, abroad * self._filled())

        self.cases = self.p.cases + rules.transfer_cases + float(push["transfer_cases"])
        self._taken_up = self._promise(self.cases)
        willing = (
            self._willing_start
            * (self._taken_up / self._promise_start)
            * self._drawn_by_rights(policy, self.p.tail)
            * transfer.drawn_by_cover(float(push["founder_cover"]), self.p.at_risk, self.p.tail)
        )
        money_for_proof = rules.proof_money + float(push["proof_money"])
        proofs = max(money_for_proof, 0.0) / self.p.proof_cny_mn * self.p.proofs_to_the_short
        begun = transfer.founded(willing, proofs, self.p.short, self.p.relief)
        self.spin_offs += (begun - self.spin_offs) / self._forming_time

        worth = self._drawn_by_rights(policy, self.p.rights.on_licences)
        self._worth += (worth - self._worth) / max(self.p.research_years * self.model.clock.year, 1.0)

        people = float(self._people())
        places = rules.places + 1000 * float(push["founder_space"]) / self.p.space.m2_per_firm
        self.from_abroad = self._usual_abroad * people / self._people_start + transfer.housed_more(
            places, self.p.space.stay_years, self.p.space.additional, self.p.space.could * people
        )
        self._partners = sum(
            (each.origins / each.origins.sum() * each.posts for each in rules.institutes),
            np.zeros(self._partners.size),
        )
        self._send()

    def _offered(self, policy: Policy) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return posts added, those of them for people from abroad, and money added, (organisations,) each."""
        rules, p = policy.science, self.p
        posts, abroad, money = np.zeros((3, len(ORGANISATIONS)))
        by_tasks = max(float(policy.channels["research_money"]), 0.0)
        posts[LABORATORIES] = rules.laboratory_posts + p.posts_per_million * by_tasks
        money[LABORATORIES] = rules.laboratory_money + by_tasks + rules.young_money
        posts[INSTITUTES] = sum(institute.posts for institute in rules.institutes)
        money[INSTITUTES] = sum(institute.money for institute in rules.institutes)
        abroad[:] = self._abroad * posts
        posts[LABORATORIES] += rules.young_posts
        abroad[LABORATORIES] += p.young_from_abroad * rules.young_posts
        return posts, abroad, money

    def _drawn_by_rights(self, policy: Policy, exponent: float) -> float:
        """Return what the rights of the month, those of tasks among them, draw from researchers, relative to 2022."""
        by_tasks = self.p.rights.assigned, float(policy.channels["research_rights"])
        months = policy.science.rights or (RightsInForce(1.0, ()),)
        return sum(
            each.share * transfer.drawn_by_rights((*each.reforms, by_tasks), self.p.rights.usual, exponent)
            for each in months
        )

    def _promise(self, cases: float) -> float:
        return transfer.promise(self.research.inventions, cases, self.p.seen)

    def _held(self) -> np.ndarray:
        """Return posts for people from abroad that are held, (organisations,)."""
        return self._abroad_posts * self._filled()

    def _filled(self) -> float:
        """Return the share of posts for people from abroad that is held, as of all such posts in their fields."""
        return float(self._markets @ self.model.wires.hear("talent_to_science").filled)

    def _people(self) -> float:
        """Return returnees and foreign professionals in Nanjing, of whom some found firms."""
        return float(self.model.wires.hear("talent_to_science").people.item())

    def _send(self) -> None:
        wires = self.model.wires
        chance = np.log(self.from_abroad / self._usual_abroad * self._people_start / self._people())
        posts = self._abroad_posts.sum() * self._markets
        wires.send("science_to_home", np.array([self.spin_offs + self.from_abroad]))
        wires.send("science_to_talent", ScienceForTalent(posts, np.array([chance]), self._partners))

    def results(self) -> dict[str, np.ndarray]:
        """Return the month's figures of science; money at prices of the day, million CNY."""
        month, p = self.model.clock.share / 12, self.p
        prices = self.model.world.price_level
        sold = p.sold * p.cases * self._taken_up / self._promise_start
        return {
            "researchers": self.research.people,
            "research_spending": self.research.money * month * prices,
            "inventions": np.array(self.research.inventions * month),
            "research_patents": np.array(p.patented * self.research.inventions * month),
            "transfer_cases": np.array(min(self.cases, self.research.inventions) * month),
            "licence_income": np.array(sold * self._worth * p.licence_cny_mn * month * prices),
            "research_spin_offs": np.array(self.spin_offs * month),
            "start_ups_from_abroad": np.array(self.from_abroad * month),
            "science_posts_abroad": self._held(),
        }
